// Long: the life of one letter, told in the order in which it happens.
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { activateLetter, endLetter, publishRecall } from "../../src/commands/activate-letter.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { decideAct, recordDemand } from "../../src/commands/decide-act.ts";
import { discardLetter, draftLetter, type LetterGiven } from "../../src/commands/draft-letter.ts";
import { handOverCustomers } from "../../src/commands/hand-over-customers.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { readLetterStatus } from "../../src/commands/letter-status.ts";
import { allowOwnDealing } from "../../src/commands/own-dealing.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readLetter, readLetters, waitingLetters } from "../../src/commands/read-letters.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import type { RoleName } from "../../src/store/people.ts";
import { addSomebody, askingAs } from "./askers.ts";
import { A2_CONTRACT } from "./letter-contract.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const database = await newDatabase();
let house: House;
let now = instant("2026-06-10T09:00:00+08:00");
const at = (text: string): void => {
  now = instant(`2026-${text}:00+08:00`);
};
let keys = 0;
const newKey = (): string => `letters-${keys++}`;
const machine: Caller = { companyId: 1, party: "company" };
const callers = new Map<string, Caller>();
const as = (name: "writer" | "legal" | "other"): Caller => callers.get(name)!;
const NUMBER = "CLI-1";
const CONTENT: Omit<LetterGiven, "key"> = {
  number: NUMBER,
  letterNumber: "SQ-1",
  agentName: "李晓",
  matters: ["introduction", "application", "service"],
  powers: { zh: "以甲方名义办理；不得收取现金", en: "" },
  amountLimit: "50000.00",
  territory: { zh: "浙江省", en: "Zhejiang" },
  territories: ["浙江省", "Zhejiang"],
  products: { zh: "车险", en: "motor" },
  productCodes: ["motor"],
  fromOn: "2026-06-05",
  untilOn: "2026-11-30",
  signedBy: "赵敏",
  signedOn: "2026-06-05",
  form: "both",
};
const draft = (given: Partial<LetterGiven> = {}, caller = as("writer")) =>
  draftLetter(house, caller, { ...CONTENT, key: newKey(), ...given });
const activate = (letterId: string, caller = as("legal"), number = NUMBER) =>
  activateLetter(house, caller, { number, key: newKey(), letterId });
const append = async (...events: readonly object[]) =>
  appendEvents(house, machine, {
    number: NUMBER,
    key: newKey(),
    language: "zh",
    lines: events.map((one) => JSON.stringify(one)).join("\n"),
  }).catch((error) => {
    throw Object.assign(new Error(JSON.stringify(error.problems ?? String(error))), error);
  });
const sale = (id: string, day: string, more: object = {}) => ({
  id,
  kind: "sale",
  at: `2026-${day}T10:00:00+08:00`,
  order: id,
  amount: "100.00",
  customer: "K1",
  product: "motor",
  ...more,
});
const letters = () => readLetters(house, machine, NUMBER);
const actOf = async (sourceId: string) => (await letters()).acts.find((one) => one.sourceId === sourceId);
const view = () =>
  readContract<"view">(house, machine, NUMBER, (asOf) => ({
    ask: "view",
    viewpoint: { asOf, party: "company", language: "zh" },
  }));
const ruleOf = async (id: string) => (await view()).clauses.A2!.rules.find((one) => one.ref.endsWith(`/${id}`))!;
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [error.code ?? String(error)],
  );
const customer = (code: string, name: string) =>
  keepCustomer(house, machine, { key: newKey(), code, kind: "person", name, fromOn: "2026-01-01" });

beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  for (const [number, agentName] of [
    [NUMBER, "李晓"],
    ["CLI-2", "王芳"],
  ] as const) {
    const text = A2_CONTRACT.replace("CLI-1", number).replace("李晓", agentName);
    await addContract(house, machine, { files: [{ path: "contract.yaml", text }], facts: "" }, "zh");
  }
  for (const [name, role] of [
    ["writer", "operations"],
    ["legal", "legal"],
    ["other", "operations"],
  ] as const satisfies readonly (readonly [string, RoleName])[]) {
    const personId = await addSomebody(house, 1, name, role);
    callers.set(name, { companyId: 1, party: "company", actor: askingAs(1, [role], personId).actor });
  }
  await customer("K1", "司徒静若");
});

describe("a letter of authority", () => {
  it("A2: a contract without a letter keeps its facts unchecked, and says so", async () => {
    await append(sale("s-before", "06-03"));
    expect(await letters()).toMatchObject({ kept: false, letters: [], acts: [], outside: 0 });
  });
  it("law-165: without one of what the law asks for it is not put in force, and all that is missing is told at once", async () => {
    const bare = { agentName: "", matters: [], powers: { zh: " ", en: "" }, signedBy: "" };
    const { letterId } = await draft({ ...bare, fromOn: undefined, untilOn: undefined, signedOn: undefined });
    expect(await faultsOf(activate(letterId))).toEqual([
      "agentName",
      "matters",
      "powers.zh",
      "fromOn",
      "untilOn",
      "signedBy",
      "signedOn",
    ]);
    for (const one of [
      { agentName: "" },
      { matters: [] },
      { powers: { zh: "", en: "" } },
      { fromOn: undefined },
      { untilOn: undefined },
      { signedBy: "" },
    ]) {
      await draft({ letterId, ...one });
      expect([one, (await faultsOf(activate(letterId))).length]).toEqual([one, 1]);
    }
    const client = await superuser(database);
    await expect(
      client.query("update fealty.authorisation_letter set activated_at = now(), status_code = 'x'"),
    ).rejects.toMatchObject({ constraint: "authorisation_letter_whole" });
    expect((await readToday(house, machine, { days: 7 })).letterDrafts).toMatchObject([
      { number: "SQ-1", version: 1, contract: NUMBER },
    ]);
    await discardLetter(house, as("writer"), { number: NUMBER, key: newKey(), letterId });
    expect(await faultsOf(activate(letterId))).toEqual(["already_decided"]);
    expect(await faultsOf(draft({ letterId }))).toEqual(["already_decided"]);
  });
  it("A2: every mistake of a draft is told at once", async () => {
    const wrong = {
      letterNumber: " ",
      matters: ["cash"],
      amountLimit: "-5",
      fromOn: "2026-05-01",
      untilOn: "2026-02-30",
    };
    expect(new Set(await faultsOf(draft(wrong)))).toEqual(
      new Set(["letterNumber", "matters", "amountLimit", "fromOn", "untilOn"]),
    );
    const reversed = { letterNumber: "SQ-8", fromOn: "2026-08-01", untilOn: "2026-07-01" };
    expect(await faultsOf(draft(reversed))).toEqual(["untilOn"]);
    await expect(draft({ number: "CLI-9" })).rejects.toMatchObject({ code: "no_such_contract" });
  });
  it("C2.3: whoever wrote it last does not put it in force, nor does the machine; another person does, and the contract learns it", async () => {
    const { letterId } = await draft({}, as("legal"));
    expect(await faultsOf(activate(letterId))).toEqual(["by_the_same_person"]);
    expect(await faultsOf(activate(letterId, machine))).toEqual(["not_signed_in"]);
    expect(await faultsOf(activate(letterId, as("other")))).toEqual(["not_permitted"]);
    expect(await faultsOf(activate(letterId, as("legal"), "CLI-2"))).toEqual(["no_such_thing"]);
    await draft({ letterId });
    const key = newKey();
    const call = { number: NUMBER, key, letterId };
    expect(await activateLetter(house, as("legal"), call)).toEqual(await activateLetter(house, as("legal"), call));
    expect((await letters()).letters[1]).toMatchObject({ version: 1, standing: "discarded" });
    expect((await letters()).letters[0]).toMatchObject({
      letterId,
      version: 2,
      standing: "valid",
      preparedBy: "人员writer",
      activatedBy: "人员legal",
    });
    const client = await superuser(database);
    const { rows } = await client.query("select line from fealty.event where kind = 'authority_issued'");
    expect(rows.map(({ line }) => JSON.parse(line).letter)).toEqual(["SQ-1"]);
    const record = await client.query("select digest from fealty.record_batch where about = 'letter/SQ-1/2'");
    expect(record.rows[0].digest).toMatch(/^[0-9a-f]{64}$/);
    await expect(client.query("update fealty.authorisation_letter set powers_zh = '一切'")).rejects.toMatchObject({
      code: "FY001",
    });
    expect(await faultsOf(draft({ letterId }))).toEqual(["already_decided"]);
  });
  it("C1.2: an act inside carries the letter; facts of days before the first letter are held against none", async () => {
    await append(
      sale("s1", "06-09"),
      sale("s2", "06-10", { at: "2026-06-10T08:00:00+08:00" }),
      { id: "v1", kind: "contact_made", at: "2026-06-09T11:00:00+08:00", customer: "K1", purpose: "回访" },
      sale("s-early", "06-04"),
      { id: "p1", kind: "survey_sent", at: "2026-06-09T11:00:00+08:00", customer: "K1", invitation: "i9" },
    );
    const { letters: all, acts } = await letters();
    expect(all[0]).toMatchObject({ acts: 3 });
    expect(acts).toEqual([]);
  });
  it("C1.2, law-171: each way of lying outside is told, the fact is kept, and the contract's own rule sees it", async () => {
    at("06-20T09:00");
    await append(
      sale("o-product", "06-12", { product: "annuity" }),
      { id: "o-matter", kind: "policy_delivered", at: "2026-06-12T10:00:00+08:00", policy: "P1", customer: "K1" },
      {
        id: "o-all",
        kind: "authority_act",
        at: "2026-06-13T10:00:00+08:00",
        act: "X-1",
        scope: "application",
        amount: "50000.01",
        territory: "江苏省",
        within: false,
        customer: "K1",
      },
      {
        id: "in",
        kind: "authority_act",
        at: "2026-06-13T11:00:00+08:00",
        act: "X-2",
        scope: "application",
        amount: "50000.00",
        territory: " zhejiang ",
      },
      { id: "by-us", kind: "contact_made", at: "2026-06-13T10:00:00+08:00", customer: "K1", by: "company" },
    );
    const acts = new Map((await letters()).acts.map((one) => [one.sourceId, one]));
    expect(Object.fromEntries([...acts].map(([id, one]) => [id, one.outside]))).toEqual({
      "o-product": ["product"],
      "o-matter": ["matter"],
      "o-all": ["territory", "amount", "stated"],
    });
    expect(acts.get("o-all")!.code).toBe("X-1");
    expect((await ruleOf("outside_range")).counts.missed).toBe(3);
    const client = await superuser(database);
    const { rows } = await client.query(
      "select by_party, act from fealty.record_batch where did = 'check-acts' and event_count > 0",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].by_party).toBe("house");
    // The same lines once more are known, and open nothing.
    await append(sale("o-product", "06-12", { product: "annuity" }));
    expect((await letters()).acts).toHaveLength(3);
    expect((await readToday(house, machine, { days: 7 })).unauthorisedActs).toHaveLength(3);
  });
  it("law-171: the other person demands; the engine's thirty days run; silence is refusal, and late is too late", async () => {
    const act = (await actOf("o-product"))!;
    const say = (kind: "demanded" | "withdrawn", more: object = {}) =>
      recordDemand(house, as("other"), {
        number: NUMBER,
        key: newKey(),
        actId: act.actId,
        kind,
        words: "来函 1",
        ...more,
      });
    const decide = (kind: "ratified" | "refused" | "dropped", more: object = {}) =>
      decideAct(house, as("legal"), {
        number: NUMBER,
        key: newKey(),
        actId: act.actId,
        kind,
        words: "批示 1",
        ...more,
      });
    expect(await faultsOf(say("demanded", { words: " ", at: "2026-06-30T00:00:00+08:00" }))).toEqual(["words", "at"]);
    expect(await say("demanded", { at: "2026-06-15T10:00:00+08:00" })).toEqual({ standing: "demanded" });
    expect(await faultsOf(say("demanded"))).toEqual(["kind"]);
    const told = (await actOf("o-product"))!;
    expect(told.dueAt).toBe(instant("2026-07-15T10:00:00+08:00"));
    expect((await ruleOf("ratification")).instances[0]).toMatchObject({ state: "running", dueAt: told.dueAt });
    expect((await readToday(house, machine, { days: 7 })).unauthorisedActs[0]).toMatchObject({
      code: act.code,
      standing: "demanded",
    });
    expect(await faultsOf(decide("ratified", { at: "2026-06-14T10:00:00+08:00" }))).toEqual(["at"]);
    // Seen from before the demand it was open, from before the act there was none.
    const seenAt = async (day: string) => {
      const from = instant(`2026-${day}T09:00:00+08:00`);
      const { unauthorisedActs } = await house.store.withCompany(1, {}, (tx) =>
        waitingLetters(tx, from, new Map(), 50),
      );
      return unauthorisedActs.find(({ code }) => code === act.code);
    };
    expect(await seenAt("06-16")).toMatchObject({ standing: "demanded", dueAt: told.dueAt });
    expect(await seenAt("06-14")).toMatchObject({ standing: "open", dueAt: null });
    expect(await seenAt("06-11")).toBeUndefined();
    at("07-17T09:00");
    expect((await actOf("o-product"))!.standing).toBe("silence");
    expect(await faultsOf(decide("ratified"))).toEqual(["kind"]);
    expect(await faultsOf(say("withdrawn"))).toEqual(["kind"]);
    expect((await readToday(house, machine, { days: 7 })).unauthorisedActs.map(({ code }) => code)).not.toContain(
      act.code,
    );
    expect(
      await faultsOf(
        decideAct(house, as("other"), {
          number: NUMBER,
          key: newKey(),
          actId: act.actId,
          kind: "ratified",
          words: "x",
        }),
      ),
    ).toEqual(["not_permitted"]);
    await expect(say("demanded", { actId: newActId })).rejects.toMatchObject({ code: "no_such_thing" });
  });
  const newActId = "00000000-0000-7000-8000-000000000001";
  it("law-171: it is ratified, withdrawn in good faith before that, or dropped, once", async () => {
    const [matter, all] = [(await actOf("o-matter"))!, (await actOf("o-all"))!];
    const own = { number: NUMBER, words: "来函 2" };
    await recordDemand(house, as("other"), { ...own, key: newKey(), actId: all.actId, kind: "demanded" });
    expect(await decideAct(house, as("legal"), { ...own, key: newKey(), actId: all.actId, kind: "ratified" })).toEqual({
      standing: "ratified",
    });
    expect((await ruleOf("ratification")).counts.met).toBe(1);
    const late = { ...own, key: newKey(), actId: all.actId, kind: "withdrawn" } as const;
    expect(await faultsOf(recordDemand(house, as("other"), late))).toEqual(["kind"]);
    const withdrawn = { ...own, key: newKey(), actId: matter.actId, kind: "withdrawn" } as const;
    expect(await recordDemand(house, as("other"), withdrawn)).toEqual({ standing: "withdrawn" });
    const both = await Promise.allSettled(
      [newKey(), newKey()].map((key) =>
        decideAct(house, as("legal"), { ...own, key, actId: matter.actId, kind: "dropped" }),
      ),
    );
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const client = await superuser(database);
    await expect(client.query("delete from fealty.unauthorised_act_step")).rejects.toMatchObject({ code: "FY001" });
  });
  it("law-171: facts that speak of a case move it as its page does", async () => {
    await append({
      id: "y1",
      kind: "authority_act",
      at: "2026-07-01T10:00:00+08:00",
      act: "X-7",
      scope: "cash",
      within: true,
    });
    await append({ id: "y2", kind: "ratification_demanded", at: "2026-07-02T10:00:00+08:00", act: "X-7" });
    expect(await actOf("y1")).toMatchObject({
      outside: ["matter"],
      standing: "demanded",
      dueAt: instant("2026-08-01T10:00:00+08:00"),
    });
    await append({
      id: "y3",
      kind: "ratification_answered",
      at: "2026-07-03T10:00:00+08:00",
      act: "X-7",
      ratified: false,
    });
    expect(await actOf("y1")).toMatchObject({ standing: "refused" });
  });
  it("A2: a further version replaces the one before it; an end runs the contract's clock for publishing it", async () => {
    const { letterId } = await draft({ matters: ["application", "service", "delivery"], untilOn: "2026-10-31" });
    expect(await faultsOf(draft({}))).toEqual(["letterNumber"]);
    await activate(letterId);
    const standings = (await letters()).letters.map(({ version, standing }) => [version, standing]);
    expect(standings).toEqual([
      [3, "valid"],
      [2, "replaced"],
      [1, "discarded"],
    ]);
    at("07-18T09:00");
    await append({ id: "d2", kind: "policy_delivered", at: "2026-07-18T08:00:00+08:00", policy: "P2", customer: "K1" });
    expect(await actOf("d2")).toBeUndefined();
    const end = { number: NUMBER, letterId, ground: "recalled", words: "" } as const;
    expect(await faultsOf(endLetter(house, as("legal"), { ...end, key: newKey() }))).toEqual(["words"]);
    expect(await faultsOf(endLetter(house, as("writer"), { ...end, key: newKey() }))).toEqual(["not_permitted"]);
    expect(await faultsOf(publishRecall(house, as("legal"), { number: NUMBER, key: newKey(), letterId }))).toEqual([
      "already_decided",
    ]);
    await endLetter(house, as("legal"), { ...end, key: newKey(), words: "调离岗位" });
    expect((await ruleOf("recall_publication")).instances[0]).toMatchObject({ state: "running" });
    at("07-18T20:00");
    await publishRecall(house, as("legal"), { number: NUMBER, key: newKey(), letterId });
    expect((await ruleOf("recall_publication")).instances[0]).toMatchObject({ state: "met" });
    at("07-20T20:00");
    await append(sale("after-end", "07-19"), sale("before-end", "07-18", { at: "2026-07-18T08:30:00+08:00" }));
    expect(await actOf("after-end")).toMatchObject({ outside: ["no_letter"] });
    expect(await actOf("before-end")).toBeUndefined();
  });
  it("C10.3: with the contract's end every letter ends", async () => {
    const { letterId } = await draft({ letterNumber: "SQ-2", fromOn: "2026-07-20" });
    await activate(letterId);
    at("07-22T20:00");
    await append({ id: "end", kind: "ended", at: "2026-07-21T10:00:00+08:00", ground: "mutual" });
    expect((await readLetter(house, machine, letterId)).letter.standing).toBe("contract_ended");
    await append(sale("s-late", "07-22"));
    expect(await actOf("s-late")).toMatchObject({ outside: ["contract_ended"] });
    const { statusCode } = (await readLetter(house, machine, letterId)).letter;
    expect(await status(statusCode!)).toMatchObject({ standing: "ended" });
  });
  it("A2: the public page tells what a letter shows a customer and no more; a wrong address is told alike, and looks are counted", async () => {
    const { letterId } = await draft({
      number: "CLI-2",
      letterNumber: "SQ-9",
      agentName: "王芳",
      untilOn: "2026-07-31",
    });
    await activate(letterId, as("legal"), "CLI-2");
    const { statusCode } = (await readLetter(house, machine, letterId)).letter;
    const known = { ...house, delivery: { publicUrl: "https://fealty.example.cn", channels: {} } };
    expect((await readLetter(known, machine, letterId)).publicUrl).toBe("https://fealty.example.cn");
    expect(statusCode).toMatch(/^1-([2-9A-Z]{5}-){3}[2-9A-Z]{5}$/);
    expect(await status(` ${statusCode!.toLowerCase()} `)).toEqual({
      company: { zh: "公司1", en: "Company 1" },
      demonstration: false,
      number: "SQ-9",
      agentName: "王芳",
      matters: ["introduction", "application", "service"],
      territory: CONTENT.territory,
      products: CONTENT.products,
      fromOn: "2026-06-05",
      untilOn: "2026-07-31",
      standing: "valid",
      day: "2026-07-22",
    });
    for (const wrong of [
      `2${statusCode!.slice(1)}`,
      `9${statusCode!.slice(1)}`,
      "1-AAAAA-AAAAA-AAAAA-AAAAA",
      "x",
      "'; --",
      "A".repeat(2000),
    ])
      await expect(status(wrong)).rejects.toMatchObject({ code: "no_such_letter" });
    at("08-01T09:00");
    expect(await status(statusCode!)).toMatchObject({ standing: "ended" });
    const busy = Array.from({ length: 61 }, () => status("x", "192.0.2.77"));
    const codes = (await Promise.allSettled(busy)).map((one) => (one.status === "rejected" ? one.reason.code : "ok"));
    expect(codes.filter((code) => code === "too_many_tries")).toHaveLength(1);
  });
  const status = (code: string, address = "192.0.2.1") =>
    readLetterStatus(house, code, { headers: new Headers(), address });
});

describe("an agent that is the customer", () => {
  const deal = (id: string, code: string, kind = "sale") =>
    appendEvents(house, machine, {
      number: "CLI-2",
      key: newKey(),
      language: "zh",
      lines: JSON.stringify({ ...sale(id, "07-30"), customer: code, kind }),
    });
  it("law-168: is refused without the company's consent, with all other mistakes, and taken with it", async () => {
    await customer("K2", " 王芳 ");
    const refused = await deal("own-1", "K2").catch((error) => error);
    expect(refused).toMatchObject({ code: "events_refused", problems: [{ code: "fact_own_dealing", line: 1 }] });
    expect(refused.problems[0].what).toContain("K2");
    await deal("other-1", "K1");
    const allow = async (given: object, caller = as("legal")) =>
      allowOwnDealing(house, caller, {
        number: "CLI-2",
        key: newKey(),
        customer: "K2",
        ground: "consent",
        words: "同意书 7",
        ...given,
      });
    expect(await faultsOf(allow({ words: "", customer: "K9" }))).toEqual(["words", "customer"]);
    expect(await faultsOf(allow({}, as("writer")))).toEqual(["not_permitted"]);
    await allow({});
    expect(await faultsOf(allow({}))).toEqual(["customer"]);
    expect((await deal("own-1", "K2")).added).toEqual(["own-1"]);
    expect((await readLetters(house, machine, "CLI-2")).ownDealings).toMatchObject([
      { customer: "K2", ground: "consent" },
    ]);
  });
  it("law-168: is not given into its own service either; one contract's consent is none of another's", async () => {
    await customer("K3", "王芳");
    await append({ id: "sv", kind: "served_by", at: "2026-06-05T10:00:00+08:00", customer: "K3", from: "2026-06-05" });
    const give = { key: newKey(), from: NUMBER, to: "CLI-2", customers: ["K3"], on: "2026-07-15" };
    expect(await faultsOf(handOverCustomers(house, machine, give))).toEqual(["customers"]);
    expect((await readLetters(house, { companyId: 2, party: "company" }, "CLI-2").catch((error) => error)).code).toBe(
      "no_such_contract",
    );
  });
});
