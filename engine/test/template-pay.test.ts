// The pay and the fee of the filled contracts, by the whole engine, and what the page shows of them.
import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadContract } from "../src/contract/load.ts";
import type { Contract } from "../src/contract/model.ts";
import { ContractBook } from "../src/views/contract-book.ts";
import { bearersOf, ruleSentence } from "../src/views/rule-view.ts";
import type { PartyName, StatementView } from "../src/views/view.ts";
import { china, cn, shanghai } from "./calendars.ts";
import { type Json, record } from "./pay-world.ts";

const root = fileURLToPath(new URL("../../contracts/filled/", import.meta.url));
const read = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const sha256 = (text: string): string => hash("sha256", text, "hex");

const loaded = new Map<string, Contract>();
const contractOf = (name: string): Contract => {
  const contract = loaded.get(name) ?? loadContract(`${root}${name}/contract.yaml`, read).contract!;
  loaded.set(name, contract);
  return contract;
};

/** The page's view of a filled contract on these facts, at midnight of a day. */
const bookOf = (name: string, facts: readonly Json[]) => {
  const text = facts.map((fact) => JSON.stringify(fact)).join("\n");
  const files = [{ name: "facts.ndjson", text }];
  const book = new ContractBook(contractOf(name), "example", name, name, files, {
    calendars: [china],
    zone: shanghai,
    sha256,
  });
  const at = (day: string, party: PartyName = "company") =>
    ({ asOf: cn(`${day}T00:00:00`), party, language: "en" }) as const;
  return { book, at };
};
const statements = (name: string, facts: readonly Json[], day: string): readonly StatementView[] => {
  const { book, at } = bookOf(name, facts);
  return book.view(at(day)).statements;
};
const sold = (at: string, order: string, amount: string, more: Json = {}): Json =>
  record("sale", at, { order, amount, customer: "k", product: "life", ...more });
const paid = (at: string, amount: string, statement?: string): Json =>
  record("payment_made", at, { amount, ...(statement ? { allocations: [{ statement, amount }] } : {}) });
const cents = (amount: string): number => Number(amount.replace(".", ""));
const sums = (view: StatementView): Record<string, number> => {
  const byMember: Record<string, number> = {};
  for (const { member = "team", amount } of view.lines) byMember[member] = (byMember[member] ?? 0) + cents(amount);
  return byMember;
};

describe("C6.2: what goes back when a sale is cancelled", () => {
  it("C6.2: the fee for a motor policy goes back whole in cooling-off, and by its months after it", () => {
    const motor = { product: "motor" };
    const facts = [
      sold("2026-01-15", "m1", "3000.00", motor),
      sold("2026-01-28", "m2", "3000.00", motor),
      sold("2026-01-28", "m3", "3000.00", motor),
      record("sale_cancelled", "2026-01-20", { order: "m1", customer: "k" }),
      record("sale_cancelled", "2026-02-02", { order: "m2", customer: "k" }),
      record("sale_cancelled", "2026-04-29", { order: "m3", customer: "k" }),
    ];
    const payable = statements("company-led", facts, "2026-05-01").map((one) => one.payable);
    expect(payable.slice(0, 4)).toEqual(["176.00", "-88.00", "0.00", "-66.00"]);
  });
  it("C6.2: a team's members bear holdback and claw-back by their shares, the lead what is taken of the override", () => {
    const facts = [
      sold("2026-01-15", "p1", "100000.00", { member: "sun" }),
      record("sale_cancelled", "2026-01-28", { order: "p1", customer: "k" }),
      sold("2026-02-15", "p2", "100000.00", { member: "zhao" }),
      record("sale_cancelled", "2027-01-10", { order: "p2", customer: "k" }),
    ];
    const all = statements("agent-led", facts, "2027-03-02");
    const of = (period: string) => all.find((one) => one.period === period)!;
    // Cancelled in cooling-off: base 4,000.00 and override 2,000.00 go back, what was held of it stays held until its release.
    expect(of("2026-01").payable).toBe("-400.00");
    expect(sums(of("2026-01"))).toEqual({ team: 0, 陈海: -160_00, 孙悦: -140_00, 赵宁: -100_00 });
    expect(of("2026-02").payable).toBe("5600.00");
    expect(sums(of("2026-02"))).toEqual({ team: 0, 陈海: 3440_00, 孙悦: 1260_00, 赵宁: 900_00 });
    // After the term it goes on: the release of January's holdback, and two twelfths of what February's sale earned.
    const after = of("2027-01");
    expect(after.payable).toBe("-600.00");
    expect(sums(after)).toEqual({ team: 0, 陈海: -440_00, 孙悦: -93_33, 赵宁: -66_67 });
    for (const one of all)
      expect(Object.values(sums(one)).reduce((sum, part) => sum + part, 0)).toBe(cents(one.payable));
  });
});

describe("S10: the intermediary's fee", () => {
  const pay = [sold("2026-01-15", "p1", "100000.00"), paid("2026-02-10", "3600.00")];
  const fee = (facts: readonly Json[], period: string) =>
    statements("intermediary-led", [...pay, ...facts], "2026-05-01").find(
      (one) => one.holder === "intermediary" && one.period === period,
    )!;
  it("S10: is paid when both say that they paid, each its own share, and no later fee grows by it", () => {
    const told = (party: string): Json => record(`fee_paid_by_${party}`, "2026-03-12", { period: "2026-02" });
    expect(fee([], "2026-02")).toMatchObject({ payable: "54.00", paid: "0.00", open: "54.00" });
    expect(fee([told("agent")], "2026-02")).toMatchObject({
      paid: "27.00",
      open: "27.00",
      payers: [
        { party: "company", amount: "27.00", paid: "0.00" },
        { party: "agent", amount: "27.00", paid: "27.00" },
      ],
    });
    expect(fee([told("agent"), told("company")], "2026-02")).toMatchObject({ paid: "54.00", open: "0.00" });
    expect(fee([told("agent"), told("company")], "2026-03").payable).toBe("0.00");
  });
  it("S10: a payment that names the fee pays it, the company's share first, and is the same money as what it tells", () => {
    const half = paid("2026-03-12", "27.00", "fee/2026-02");
    const company = record("fee_paid_by_company", "2026-03-12", { period: "2026-02" });
    const agent = record("fee_paid_by_agent", "2026-03-13", { period: "2026-02" });
    expect(fee([half], "2026-02")).toMatchObject({ paid: "27.00", open: "27.00" });
    expect(fee([half, company], "2026-02")).toMatchObject({ paid: "27.00", open: "27.00" });
    expect(fee([half, company, agent], "2026-02")).toMatchObject({ paid: "54.00", open: "0.00" });
    expect(fee([half, agent], "2026-03").payable).toBe("0.00");
    const own = statements("intermediary-led", [...pay, half, agent], "2026-05-01").filter(
      ({ holder }) => holder === "agent",
    );
    expect(own.map((one) => one.paid)).toEqual(["3600.00", "0.00", "0.00", "0.00", "0.00"]);
  });
  it("S10: the fee's card says who bears what of it, as the clause does", () => {
    const { book, at } = bookOf("intermediary-led", []);
    const card = (language: "zh" | "en") =>
      book.view({ ...at("2026-04-01"), language }).clauses.S10!.rules.find((rule) => rule.ref === "S10/fee")!;
    expect(card("zh")).toMatchObject({
      bearers: ["company", "agent"],
      note: "中介方收取服务费 1.5%，每月；甲方负担 50%，乙方负担 50%",
    });
    expect(card("en").note).toBe("Intermediary receives a fee of 1.5% each month; Company bears 50%, Agent bears 50%");
    const byCompany = (path: string): string | undefined =>
      read(path)?.replace("set:\n", "set:\n  fee_company_share: 100%\n  fee_agent_share: 0%\n");
    const { contract } = loadContract(`${root}intermediary-led/contract.yaml`, byCompany);
    const version = contract!.versions[0]!;
    const rule = version.rules.get("S10/fee")!;
    expect([bearersOf(rule), ruleSentence(contract!, version, rule, "zh")]).toEqual([
      ["company"],
      "甲方向中介方支付服务费 1.5%，每月",
    ]);
  });
  it("S10: no page shows the fee for the agent's pay: the agent and the company look at the pay, the intermediary at its fee", () => {
    const { book, at } = bookOf("intermediary-led", pay);
    const stated = (party: PartyName) => book.outline(at("2026-03-05", party)).stated;
    expect(stated("company")).toMatchObject({ holder: "agent", rule: "C6.2/pay", period: "2026-02" });
    expect(stated("agent")).toMatchObject({ holder: "agent", rule: "C6.2/pay" });
    expect(stated("intermediary")).toMatchObject({ holder: "intermediary", rule: "S10/fee", payable: "54.00" });
    // Each opens as itself, and not as both together.
    for (const one of book.view(at("2026-03-05")).statements)
      expect(book.explain(at("2026-03-05"), one.ref)?.trace.value, one.ref).toBe(one.payable);
    const closed = book.marks(at("2026-03-05")).filter(({ what }) => what === "closed");
    expect(closed.map(({ text }) => text)).toContain("Service fee for January 2026 closed");
  });
  it("S10: an event of `paid_by` must say of which period, and its party be in the contract", () => {
    const bad = (paidBy: string): string[] => {
      const file = `${root}intermediary-led/contract.yaml`;
      const swapped = (path: string): string | undefined =>
        read(path)?.replace("paid_by: {company: fee_paid_by_company", `paid_by: {${paidBy}`);
      return loadContract(file, swapped).diagnostics.map(({ code }) => code);
    };
    expect(bad("company: coordination_held")).toEqual(["unknown_field"]);
    expect(bad("company: fee_payed")).toEqual(["unknown_event_kind"]);
  });
});
