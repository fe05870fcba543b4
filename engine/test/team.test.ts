import { describe, expect, it } from "vitest";
import { run, states, type Told } from "./run-contract.ts";

const split = (overlay = false) => [
  {
    id: "pay",
    kind: "entitlement",
    holder: "agent",
    from: "company",
    plan: {
      period: "month",
      credit: [{ event: "sale", amount: "amount" }],
      components: [
        { id: "base", kind: "rate", rate: "5%" },
        { id: "split", kind: "split", on: ["base"], ...(overlay ? { overlay } : {}) },
        { id: "lead", kind: "override", rate: "1%", of: "members", to: "chen", own: true },
      ],
    },
  },
];
const team = (members: readonly object[]) => ({
  parties: {
    company: { name: "甲", kind: "organisation" },
    agent: { name: "队", kind: "team", lead: "chen", members: members.map((one) => ({ name: "某", ...one })) },
  },
});
const JOINING = [
  { id: "chen", share: "55%", until: "2026-03-31" },
  { id: "sun", share: "45%", until: "2026-03-31" },
  { id: "chen", share: "45%", from: "2026-04-01" },
  { id: "sun", share: "35%", from: "2026-04-01" },
  { id: "zhao", share: "20%", from: "2026-04-01" },
];
const sale = (at: string, amount: string, member: string) => ({ kind: "sale", at, amount, member, order: at });

describe("C6.2: a team shares out the whole of what it earned", () => {
  it("C6.2: a member with another share at another time stands in the list twice and is one member", () => {
    const facts = [sale("2026-03-10T10:00", "1000.00", "sun"), sale("2026-04-10T10:00", "1000.00", "zhao")];
    const evaluation = run(split(), facts, "2026-05-02T10:00", team(JOINING));
    const lines = evaluation.statements.flatMap((one) =>
      one.lines.map((line) => `${line.id} ${evaluation.money(line.amount)}`),
    );
    expect(lines).toEqual([
      "2026-03/base 50.00",
      "2026-03/split -50.00",
      "2026-03/split/chen 27.50",
      "2026-03/split/sun 22.50",
      "2026-03/lead/chen 10.00",
      "2026-04/base 50.00",
      "2026-04/split -50.00",
      "2026-04/split/chen 22.50",
      "2026-04/split/sun 17.50",
      "2026-04/split/zhao 10.00",
      "2026-04/lead/chen 10.00",
    ]);
    expect(evaluation.warnings).toEqual([]);
  });
  it("C6.2: shares that are not the whole on some day of the term are refused", () => {
    const refused = (members: readonly object[], overlay = false) => {
      try {
        run(split(overlay), [], "2026-02-01T10:00", team(members));
        return "";
      } catch (error) {
        const [{ code, args }] = JSON.parse((error as Error).message);
        return `${code} ${args.from ?? args.id} ${args.total ?? ""}`.trim();
      }
    };
    const late = [
      { id: "chen", share: "45%" },
      { id: "sun", share: "35%" },
      { id: "zhao", share: "20%" },
    ];
    expect(refused(late)).toBe("");
    expect(refused([late[0]!, late[1]!, { ...late[2], from: "2026-04-01" }])).toBe(
      "shares_not_whole_on 2026-01-01 80%",
    );
    expect(refused([late[0]!, late[1]!, { ...late[2], until: "2026-05-31" }])).toBe(
      "shares_not_whole_on 2026-06-01 80%",
    );
    expect(refused([{ ...late[0], share: "100%", until: "2026-06-30" }, late[1]!], true)).toBe(
      "shares_not_whole_on 2026-07-01 35%",
    );
    expect(refused([...JOINING, { id: "sun", share: "1%", from: "2026-12-31" }])).toBe("duplicate_member sun");
  });
  it("C6.2: an override pays on what members sold while they were members", () => {
    const members = [
      { id: "chen", share: "50%" },
      { id: "sun", share: "50%", until: "2026-02-15" },
      { id: "zhao", share: "50%", from: "2026-02-16" },
    ];
    const facts = [
      sale("2026-02-15T10:00", "1000.00", "sun"),
      sale("2026-02-16T10:00", "500.00", "sun"),
      sale("2026-02-17T10:00", "200.00", "zhao"),
    ];
    const { statements } = run(split(), facts, "2026-03-03T10:00", team(members));
    const february = statements.find(({ label }) => label === "2026-02");
    expect(
      february!.lines.flatMap((one) =>
        one.component === "lead" && one.basis !== 0n ? [`${one.source} ${one.basis}`] : [],
      ),
    ).toEqual(["sun 100000", "zhao 20000"]);
    expect(february!.lines[0]).toMatchObject({ component: "base", basis: 170000n });
  });
  const led = (to?: string, of = "members") => {
    const [rule] = split();
    const lead = { id: "lead", kind: "override", rate: "1%", of, own: true, ...(to === undefined ? {} : { to }) };
    return [{ ...rule!, plan: { ...rule!.plan, components: [...rule!.plan.components.slice(0, 2), lead] } }];
  };
  const HANDOVER = [
    { id: "sun", share: "50%" },
    { id: "zhao", share: "50%", until: "2026-02-15" },
    { id: "chen", share: "50%", from: "2026-02-16" },
  ];
  const months = ["2026-01-10T10:00", "2026-02-10T10:00", "2026-03-10T10:00"].map((at) => sale(at, "1000.00", "sun"));
  const overrides = (rules: readonly object[]) => {
    const { statements, warnings } = run(rules, months, "2026-04-02T10:00", team(HANDOVER));
    const lines = statements.flatMap((one) => one.lines.filter(({ component }) => component === "lead"));
    return { paid: lines.map(({ id, amount }) => `${id} ${amount}`), warnings };
  };
  it("C6.2: an override pays nobody who is no member at the period's end, and says so", () => {
    const unpaid = (member: string, statements: string) => [
      { code: "override_to_no_member", args: { rule: "C9.3/pay", component: "lead", member, statements } },
    ];
    expect(overrides(led("zhao"))).toEqual({
      paid: ["2026-01/lead/zhao 1000"],
      warnings: unpaid("zhao", "2026-02, 2026-03, 2026-04"),
    });
    const byLead = { paid: ["2026-02/lead/chen 1000", "2026-03/lead/chen 1000"], warnings: unpaid("chen", "2026-01") };
    expect(overrides(led())).toEqual(byLead);
    expect(overrides(led("zhao", "pay")).paid.map((one) => one.slice(0, 7))).toEqual(["2026-01", "2026-01"]);
  });
  it("N2: a fact that names nobody of the team on its day is told", () => {
    const facts = [sale("2026-03-10T10:00", "1000.00", "zhao"), sale("2026-04-10T10:00", "1000.00", "ghost")];
    expect(run(split(), facts, "2026-05-02T10:00", team(JOINING)).warnings).toEqual([
      { code: "unknown_member", args: { event: "e1", member: "zhao" } },
      { code: "unknown_member", args: { event: "e2", member: "ghost" } },
    ]);
  });
});

describe("C5.3: what each member owes", () => {
  const train = (due: string) => ({
    id: "train",
    kind: "recurrence",
    bearer: "agent",
    finding: "B2",
    every: "month",
    due,
    done_by: "training_completed",
    count: 1,
    per: "member",
  });
  const owed = (due: string, members: readonly object[], facts: readonly Told[] = [], asOf = "2026-06-25T00:00") =>
    states(run([train(due)], facts, asOf, team(members))).filter((one) => one.includes("/sun"));
  const done = (at: string): Told => ({ kind: "training_completed", at, course: "c", member: "sun" });
  const CHEN = { id: "chen", share: "50%" };
  it("C5.3: a member who left owes nothing from then on", () => {
    const left = [CHEN, { id: "sun", share: "50%", until: "2026-02-15" }];
    expect(owed("day 20", left)).toEqual(["train@2026-01/sun missed", "train@2026-02/sun ended"]);
    expect(owed("day 15", left)).toEqual(["train@2026-01/sun missed", "train@2026-02/sun missed"]);
    expect(owed("day 20", left, [done("2026-02-10T10:00")])).toContain("train@2026-02/sun met");
  });
  it("C5.3: another share from another day on is no leaving, and a return owes from the next period on", () => {
    const stays = [
      CHEN,
      { id: "sun", share: "50%", until: "2026-02-15" },
      { id: "sun", share: "40%", from: "2026-02-16", until: "2026-03-10" },
      { id: "sun", share: "45%", from: "2026-05-20" },
    ];
    expect(owed("day 20", stays)).toEqual([
      "train@2026-01/sun missed",
      "train@2026-02/sun missed",
      "train@2026-03/sun ended",
      "train@2026-06/sun missed",
    ]);
  });
  it("C5.3: a member until the last day of the term owes all of it", () => {
    const whole = [CHEN, { id: "sun", share: "50%", until: "2026-12-31" }];
    expect(owed("10 days after end", whole, [], "2027-02-01T00:00")).toContain("train@2026-12/sun missed");
  });
});
