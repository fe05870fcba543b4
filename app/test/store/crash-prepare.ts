import { generateKeyPairSync, sign } from "node:crypto";
import type { Caller } from "../../src/commands/access.ts";
import { activateLetter } from "../../src/commands/activate-letter.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { keyProofText, offerRecord, registerKey } from "../../src/commands/countersign.ts";
import { recordDemand } from "../../src/commands/decide-act.ts";
import { draftLetter, type LetterGiven } from "../../src/commands/draft-letter.ts";
import type { House } from "../../src/commands/house.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { keepRetentionRule } from "../../src/commands/keep-retention-rule.ts";
import { readLetters } from "../../src/commands/read-letters.ts";
import { prepareReset } from "../../src/commands/second-person.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { listFindings } from "../../src/store/derived-reads.ts";
import { addLoginUser } from "../../src/store/login-users.ts";
import { addMembership } from "../../src/store/memberships.ts";
import type { RoleName } from "../../src/store/people.ts";
import { addSomebody } from "./askers.ts";
import { as, eventLine, type Given, type Prepared } from "./crash-commands.ts";

const machine: Caller = { companyId: 1, party: "company" };
const NUMBER = "CLI-1";
const PEOPLE: readonly (readonly [string, RoleName])[] = [
  ["writer", "operations"],
  ["legal", "legal"],
  ["boss", "owner"],
  ["legal-2", "owner"],
  ["A8", "agent"],
  ["A9", "agent"],
  ["LOST-1", "agent"],
  ["LOST-2", "agent"],
];
const LETTER: Omit<LetterGiven, "key"> = {
  number: NUMBER,
  letterNumber: "SQ-1",
  agentName: "李晓",
  matters: ["introduction", "application", "service"],
  powers: { zh: "以甲方名义办理", en: "" },
  territory: { zh: "浙江省", en: "" },
  territories: [],
  products: { zh: "车险", en: "" },
  productCodes: ["motor"],
  fromOn: "2026-06-05",
  untilOn: "2026-11-30",
  signedBy: "赵敏",
  signedOn: "2026-06-05",
  form: "both",
};

/** A company in which every command of `crash-commands.ts` has something to do. */
export const prepare = async (house: House, given: Given): Promise<Prepared> => {
  const { store } = house;
  let keys = 0;
  const key = (): string => `prepare-${keys++}`;
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, house.now()),
  );
  const people: Record<string, string> = {};
  for (const [code, role] of PEOPLE) people[code] = await addSomebody(house, 1, code, role);
  for (const code of ["LOST-1", "LOST-2"])
    await store.withCompany(1, {}, async (tx) => {
      const userId = people[code]!;
      await addLoginUser(tx, { userId, address: `${code}@example.cn`, passwordHash: "none" }, house.now());
      await addMembership(tx, people[code]!, userId, house.now());
    });
  for (const code of ["K1", "K2", "K3", "K4"])
    await keepCustomer(house, machine, {
      key: key(),
      code,
      kind: "person",
      name: `司徒${code}`,
      phone: `1391234567${code.slice(1)}`,
      fromOn: "2026-01-01",
    });
  // More contracts than the worker computes in one transaction.
  for (const [number, agent] of ["李晓", "王芳", "赵一", "钱二", "孙三"].map(
    (name, i) => [`CLI-${i + 1}`, name] as const,
  )) {
    const text = given.contract.replace(NUMBER, number).replace("李晓", agent);
    await addContract(house, machine, { files: [{ path: "contract.yaml", text }], facts: "" }, "zh");
  }
  // One that asks its agent for a licence, with a sale that is held.
  const licensed = given.contract
    .replace(NUMBER, "CLI-6")
    .replace("李晓", "人员A8")
    .replace("        plan:\n", "        plan:\n          licence: insurance\n");
  const held = eventLine("h1", "sale", "06-09T10:00", { order: "h1", amount: "100.00" }, "06-09T10:00");
  const files = [{ path: "contract.yaml", text: licensed }];
  await addContract(house, machine, { files, facts: held, agentPersonId: people.A8! }, "zh");
  const append = (...lines: readonly string[]) =>
    appendEvents(house, machine, { number: NUMBER, key: key(), language: "zh", lines: lines.join("\n") });
  await append(
    ...["K1", "K2", "K3", "K4"].map((customer) =>
      eventLine(`j${customer}`, "customer_joined", "06-08T10:00", { customer }),
    ),
    ...["K3", "K4"].map((customer) => eventLine(`l${customer}`, "customer_left", "06-12T10:00", { customer })),
    eventLine("s1", "sale", "06-09T10:00", { order: "s1", amount: "250000.00", customer: "K1", product: "motor" }),
  );
  await keepRetentionRule(house, machine, {
    key: key(),
    purpose: "service",
    begins: "purpose_ended",
    months: 1,
    fields: ["identity"],
    basis: "一个月内处理异议",
    fromOn: "2026-07-02",
  });
  const writer = as({ people }, "writer", "operations");
  const legal = as({ people }, "legal", "legal");
  const { letterId: letter } = await draftLetter(house, writer, { ...LETTER, key: key() });
  await activateLetter(house, legal, { number: NUMBER, key: key(), letterId: letter });
  const { letterId: draft } = await draftLetter(house, writer, { ...LETTER, key: key(), untilOn: "2026-12-15" });
  await append(
    ...["o1", "o2"].map((id) =>
      eventLine(id, "sale", "06-15T10:00", { order: id, amount: "9.00", customer: "K1", product: "annuity" }),
    ),
  );
  const { acts } = await readLetters(house, machine, NUMBER);
  const [first, second] = ["o1", "o2"].map((id) => acts.find(({ sourceId }) => sourceId === id)!.actId);
  await recordDemand(house, writer, { number: NUMBER, key: key(), actId: second!, kind: "demanded", words: "来函" });
  const { id: reset } = await prepareReset(house, as({ people }, "boss", "owner"), {
    key: key(),
    person: "LOST-1",
    grounds: "看过身份证",
  });
  const finding = await store.withCompany(1, {}, async (tx) => {
    const { contractId } = (await findContract(tx, NUMBER))!;
    return (await listFindings(tx, { contractId }))[0]!.findingId;
  });
  return {
    ...given,
    people,
    letter,
    draft,
    acts: [first!, second!],
    finding,
    ...(await devices(house, key)),
    reset,
  };
};
const devices = async (house: House, key: () => string): Promise<Pick<Prepared, "signing" | "device">> => {
  const agent: Caller = { companyId: 1, party: "agent" };
  const shownBy = ({ publicKey, sign }: Device) => ({
    publicKey,
    proof: sign(keyProofText(NUMBER, "agent", publicKey)),
  });
  const [phone, tablet] = [newDevice(), newDevice()];
  const shown = { number: NUMBER, device: "手机", ...shownBy(phone) };
  const { partyKeyId } = await registerKey(house, agent, { ...shown, key: key() });
  const { size, text } = await offerRecord(house, agent, NUMBER);
  return { signing: { partyKeyId, size, signature: phone.sign(text) }, device: shownBy(tablet) };
};
/** A party's device: the private key does not leave it. */
interface Device {
  readonly publicKey: string;
  readonly sign: (text: string) => string;
}
export const newDevice = (): Device => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]);
  return {
    publicKey: point.toString("base64"),
    sign: (text) =>
      sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64"),
  };
};
