import { expect, test } from "vitest";
import { tellsOf } from "./customer-ids.ts";
import { maskName, numbered, Privacy } from "./privacy.ts";
import type { PartyName } from "./view.ts";

const customers = {
  names: new Map([
    ["K1", "王秀兰"],
    ["K2", "李海燕"],
  ]),
  called: new Map([
    ["王秀兰", "K1"],
    ["李海燕", "K2"],
  ]),
  served: new Set(["K1"]),
  answering: new Set(["call-1"]),
  answers: new Set<string>(),
  owed: new Set(["answer-1"]),
  apart: new Set(["C1.3/first_contact@K1"]),
  few: () => new Set<string>(),
};
const HASHES: Readonly<Record<string, string>> = { K1: "3", K2: "2", K3: "1", "P-9": "2", "HT-1": "1" };
const keyed = (text: string): string => (HASHES[text] ?? "f").padStart(12, "0");
const privacyOf = (party: PartyName, disclosed: readonly string[], shownAs?: ReadonlyMap<string, string>): Privacy =>
  new Privacy(
    party,
    { ...customers, disclosed: new Set(disclosed), shownAs },
    {
      customers: numbered(["K2", "K1", "K3"], keyed),
      papers: numbered(["P-9", "HT-1"], keyed),
      tells: tellsOf(["K2", "K1", "K3"]),
      keyed,
    },
    {
      customer: (number) => `客户 ${number} 号`,
      paper: (number) => `单据 ${number} 号`,
    },
  );
const seenBy = (party: PartyName, ...disclosed: string[]): Privacy => privacyOf(party, disclosed);

test("C7.1: the company reads names, the agent only of those it serves, the intermediary none", () => {
  expect(seenBy("company").customer("K2", "sale")).toBe("李海燕");
  expect(seenBy("agent").customer("K1", "sale")).toBe("王秀兰");
  expect(seenBy("agent").customer("K2", "sale")).toBe("李**");
  expect(seenBy("intermediary").customer("K1", "sale")).toBe("***");
});
test("C7.1: who may not read names is told what stands in their place, in somebody's words too; who answered stays nobody", () => {
  const shownAs = new Map([["K1", "王** K1"]]);
  const told = (party: PartyName, ...disclosed: string[]) => privacyOf(party, disclosed, shownAs);
  for (const party of ["company", "agent"] as const) {
    expect(["K1", "K2"].map((id) => told(party).customer(id, "sale"))).toEqual(["王** K1", "客户 10002 号"]);
    expect(told(party).recorded("王秀兰说李海燕会来")).toBe("王** K1说客户 10002 号会来");
    expect(told(party).recordedName("王秀兰", "K1", "subject")).toBe("王** K1");
    expect(told(party).recordedName("赵六", undefined, "lead")).toBe("***");
  }
  expect(told("company").customer("K1", "survey_answered")).toBe("***");
  expect(told("company").aboutAnswers().recorded("王秀兰不满意")).toBe("***不满意");
  expect(told("intermediary", "K1").customer("K1", "sale")).toBe("王** K1");
  expect(told("intermediary").customer("K1", "sale")).toBe("***");
});
test("law-A7: the intermediary reads whoever consented to it, and of others neither name nor number nor row (PIPL 23)", () => {
  const eyes = seenBy("intermediary", "K2", "K3");
  expect(["K1", "K2", "K3"].map((id) => eyes.customer(id, "sale"))).toEqual(["***", "李海燕", "客户 10001 号"]);
  const event = (kind: string, customer: string | undefined, more: object = {}) => ({
    id: "e",
    kind,
    ...(customer === undefined ? {} : { customer }),
    raw: more as Readonly<Record<string, unknown>>,
  });
  expect(eyes.withholds(event("sale", "K1"))).toBe(true);
  expect(eyes.withholds(event("sale", "K2"))).toBe(false);
  // Which of them gave an answer is nobody's business, and a call after a bad one says it.
  expect(eyes.withholds(event("survey_answered", "K2"))).toBe(true);
  expect(eyes.withholds(event("contact_made", "K2", { purpose: "recovery" }))).toBe(true);
  // An order leads to its customer; a notice to nobody.
  expect(eyes.withholds(event("refund", undefined, { order: "P-9" }))).toBe(true);
  expect(eyes.withholds(event("notice_given", undefined, { topic: "fees" }))).toBe(false);
  // What it recorded itself it knows.
  expect(eyes.withholds({ ...event("introduced", "K1"), by: "intermediary" })).toBe(false);
  expect(eyes.leavesOut("C2.1/care@K1")).toBe(true);
  expect(eyes.leavesOut("C2.1/care@K2")).toBe(false);
  expect(eyes.leavesOut("C2.1/care@2026-Q4")).toBe(false);
  // A duty of its own it has to be able to perform.
  expect(eyes.leavesOut("C2.1/care@K1", "intermediary")).toBe(false);
  for (const party of ["company", "agent"] as const) {
    expect(seenBy(party).withholds(event("sale", "K1"))).toBe(false);
    expect(seenBy(party).leavesOut("C2.1/care@K1")).toBe(false);
  }
});
test("C7.1: who answered what is hidden from every party", () => {
  expect(seenBy("company").customer("K1", "survey_answered")).toBe("***");
  expect(seenBy("agent").customer("K1", "survey_answered")).toBe("***");
  expect(seenBy("intermediary").customer("K1", "survey_answered")).toBe("***");
  expect(seenBy("intermediary").aboutAnswers().customer("K1", "contact_made")).toBe("***");
  expect(seenBy("company").maySee("invitation", "survey_answered")).toBe(false);
});
test("S8: the intermediary gets no free words and no papers that lead to a person", () => {
  const privacy = seenBy("intermediary");
  expect(privacy.maySee("comment", "survey_answered")).toBe(false);
  expect(privacy.maySee("policy", "sale")).toBe(false);
  expect(privacy.maySee("amount", "sale")).toBe(true);
  expect(privacy.subject("K2", "recurrence")).toBe("***");
  expect(privacy.subject("P-9#2", "deadline")).toBe("单据 10002 号#2");
  expect(privacy.scrub("答复王秀兰（K2）")).toBe("答复***（***）");
});
test("C7.1: a matter that such a call performed is kept from every party, whether it knows names or numbers", () => {
  expect(seenBy("company").leavesOut("C1.3/first_contact@K1")).toBe(true);
  expect(seenBy("agent").leavesOut("C1.3/first_contact@K1")).toBe(true);
  expect(seenBy("agent").leavesOut("C1.3/first_contact@K2")).toBe(false);
  expect(seenBy("intermediary").leavesOut("C1.3/first_contact@K1")).toBe(true);
  expect(seenBy("intermediary", "K2").leavesOut("C1.3/first_contact@K2")).toBe(false);
});
test("C7.1: what was written down names to the agent only those it serves", () => {
  expect(seenBy("company").recorded("王秀兰介绍李海燕")).toBe("王秀兰介绍李海燕");
  expect(seenBy("agent").recorded("王秀兰介绍李海燕")).toBe("王秀兰介绍李**");
  expect(seenBy("intermediary").recorded("王秀兰介绍李海燕")).toBe("***介绍***");
  expect(seenBy("agent").recordedName("李海燕", "K2", "subject")).toBe("李**");
  expect(seenBy("agent").recordedName("李燕", undefined, "corrected")).toBe("李*");
  expect(seenBy("agent").mayReach("phone", "K2")).toBe(false);
  expect(seenBy("agent").mayReach("phone", "K1")).toBe(true);
});
test("C7.1: a customer without a name is a number to everybody", () => {
  expect(seenBy("company").customer("K3", "sale")).toBe("客户 10001 号");
});
test("S8: a number stays when others come in, and two that meet get more digits", () => {
  const hashes: Readonly<Record<string, string>> = { a: "5", b: "15f95", c: "9" };
  const of = (...ids: string[]) => numbered(ids, (text) => hashes[text]!.padStart(12, "0"));
  expect([...of("a", "c")]).toEqual([
    ["a", 10005],
    ["c", 10009],
  ]);
  expect([...of("a", "c", "b")]).toEqual([
    ["a", 10005],
    ["c", 10009],
    ["b", 1090005],
  ]);
});
test("C7.1: masks keep the surname, or the initials", () => {
  expect(maskName("王秀兰")).toBe("王**");
  expect(maskName("欧阳")).toBe("欧*");
  expect(maskName("Anna Wong")).toBe("A** W**");
});
test("C7.1: a call that answers a bad answer names nobody, whether a duty or its own purpose says so", () => {
  const contact = (id: string, purpose: string) => ({ id, kind: "contact_made", raw: { purpose } });
  for (const party of ["company", "agent"] as const) {
    const privacy = seenBy(party);
    expect(privacy.forEvent(contact("call-1", "care")).customer("K1", "contact_made")).toBe("***");
    expect(privacy.forEvent(contact("call-2", "recovery")).customer("K1", "contact_made")).toBe("***");
    expect(privacy.forEvent(contact("call-3", "care")).customer("K1", "contact_made")).toBe("王秀兰");
  }
});
test("S8: a number made from a customer's is hidden like the customer's own, in words, references and what may be read", () => {
  const tells = tellsOf(["K0358", "K1"]);
  expect(["TY-K0358", "TYK0358", "2026/K0358/2", "K1-2"].map(tells)).toEqual([true, true, true, true]);
  expect(["TY-K03581", "MK1", "K12", "2026-03-58", "0358"].map(tells)).toEqual([false, false, false, false, false]);
  // However many customers a contract has, and whatever their numbers hold.
  const many = tellsOf(Array.from({ length: 60_000 }, (_, index) => `C-${String(index).padStart(6, "0")}(*`));
  expect(["TY-C-000777(*", "C-0007770(*", "C-000777(*"].map(many)).toEqual([true, false, true]);
  const known = { customers: new Map([["K0358", 10001]]), papers: new Map([["TY-K0358", 20002]]), tells, keyed };
  const words = { customer: (number: number) => `客户 ${number} 号`, paper: (number: number) => `单据 ${number} 号` };
  const privacy = new Privacy("intermediary", customers, known, words);
  expect(privacy.subject("TY-K0358", "deadline")).toBe("单据 20002 号");
  expect(privacy.subject("AB-K0358", "deadline")).toBe("***");
  expect(privacy.scrub("撤回 TY-K0358、AB-K0358，2026-03-58")).toBe("撤回 单据 20002 号、***，2026-03-58");
  expect(privacy.mayRead("ABK0358")).toBe(false);
  const hidden = privacy.ref("A7/withdrawal_effect@TY-K0358");
  expect(hidden).toMatch(/^A7\/withdrawal_effect@x[0-9a-f]{12}$/);
  expect(privacy.resolve(hidden)).toBe("A7/withdrawal_effect@TY-K0358");
  expect(privacy.resolve("A7/withdrawal_effect@TY-K0358")).toBeUndefined();
  expect(privacy.resolve("A7/withdrawal_effect@AB-K0358")).toBeUndefined();
});
test("N2, S8: figures stay figures where customers are numbered 1, 10, 2026", () => {
  const ids = ["1", "10", "2026", "36", "20240017", "K0358"];
  const known = {
    customers: numbered(ids, keyed),
    papers: numbered(["3", "678.76"], keyed),
    tells: tellsOf(ids),
    keyed,
  };
  const words = { customer: (number: number) => `客户 ${number} 号`, paper: (number: number) => `单据 ${number} 号` };
  const called = new Map([
    ["10", "10"],
    ["王秀兰", "1"],
  ]);
  for (const party of ["company", "agent", "intermediary"] as const)
    for (const privacy of [
      new Privacy(party, { ...customers, called }, known, words),
      new Privacy(party, { ...customers, called }, known, words).aboutAnswers(),
    ]) {
      const figures = "−3,678.76 × 10%；2026年10月，36 ÷ 20240017，2026-10-01 09:10，10 / 36";
      expect([party, privacy.figures(figures)]).toEqual([party, figures]);
      expect([party, privacy.figures("2026-10/K0358")]).not.toEqual([party, "2026-10/K0358"]);
      const reasons = "10月1日罚 20240017.00 元，扣 10%，第 2026 号";
      expect([party, privacy.scrub(reasons)]).toEqual([party, reasons]);
      expect(privacy.scrub("客户20240017号，K0358")).not.toMatch(/20240017|K0358/);
    }
  const intermediary = new Privacy("intermediary", customers, known, words);
  for (const subject of ["客户关系管理（2026-Q4）", "LX-A007-contact-1", "2026-06/base/1", "GJ-A007-2026-Q4-1"])
    expect(intermediary.subject(subject, "recurrence", false)).toBe(subject);
  expect(intermediary.subject("TY-20240017", "recurrence", false)).toBe("***");
  expect(intermediary.ref("C2.1/care_contact@2026-Q4")).toBe("C2.1/care_contact@2026-Q4");
  expect(intermediary.ref("C2.1/care_contact@2026-Q4/10")).toMatch(/^C2\.1\/care_contact@2026-Q4\/x[0-9a-f]{12}$/);
  expect(["HT-2026-10", "HT-20240017", "10", "20240017"].map((text) => intermediary.mayRead(text))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
test("C7.1: a case that has the number of a customer is that case, and no customer is named for it", () => {
  const privacy = seenBy("company");
  expect(privacy.subject("K1", "deadline", true)).toBe("王秀兰");
  expect(privacy.subject("K1", "deadline")).toBe("王秀兰");
  expect(privacy.subject("K1#2", "deadline", false)).toBe("K1#2");
  expect(seenBy("intermediary").subject("K1", "deadline", false)).toBe("***");
});
