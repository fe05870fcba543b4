// Clauses: N7
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import type { ReceiptFile } from "@fealty/engine/evidence/bundle-form.ts";
import type { BundleReport } from "@fealty/engine/verify-bundle.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import {
  countersign,
  endKey,
  keyProofText,
  offerRecord,
  readReceipt,
  registerKey,
} from "../../src/commands/countersign.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { readRecord } from "../../src/commands/read-record.ts";
import { receiveStatement } from "../../src/commands/receive-statement.ts";
import { verifyHere } from "../../src/commands/verify-here.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { addPeople } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const CLOCK = instant("2026-07-20T12:00:00+08:00");
let now = CLOCK as number;
const company: Caller = { companyId: 1, party: "company" };
const agent: Caller = { companyId: 1, party: "agent" };
const NUMBER = "CLI-1";
const database = await newDatabase();
let house: House;
let keys = 0;
const newKey = (): string => `receipts-${keys++}`;
/** A party's device: the private key does not leave it. */
interface Device {
  readonly name: string;
  readonly publicKey: string;
  readonly sign: (text: string) => string;
}
const newDevice = (name: string): Device => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    name,
    publicKey: rawOf(publicKey),
    sign: (text) =>
      sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64"),
  };
};
const rawOf = (key: KeyObject): string => {
  const { x, y } = key.export({ format: "jwk" });
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]).toString("base64");
};
const register = async (device: Device, caller = agent, proof?: string): Promise<string> => {
  const { publicKey, name } = device;
  const shown = proof ?? device.sign(keyProofText(NUMBER, caller.party, publicKey));
  return (await registerKey(house, caller, { key: newKey(), number: NUMBER, device: name, publicKey, proof: shown }))
    .partyKeyId;
};
const signed = async (device: Device, partyKeyId: string, caller = agent): Promise<ReceiptFile> => {
  const { size, text } = await offerRecord(house, caller, NUMBER);
  return countersign(house, caller, { key: newKey(), number: NUMBER, partyKeyId, size, signature: device.sign(text) });
};
const bundle = async (): Promise<Uint8Array> =>
  new Uint8Array(Buffer.concat([...(await makeBundle(house, company, { number: NUMBER })).pieces]));
const wrong = (report: BundleReport): string =>
  report.checks
    .flatMap(({ name, holds, details }) => (holds ? [] : [`${name}: ${details.map(({ en }) => en).join(" ")}`]))
    .join("\n");
const append = (id: string) => {
  const lines = JSON.stringify({
    id,
    kind: "sale",
    at: "2026-06-20T10:00:00+08:00",
    order: id,
    amount: "100.00",
    customer: "c9",
  });
  return appendEvents(house, company, { number: NUMBER, lines, key: newKey(), language: "en" });
};
const phone = newDevice("李晓的手机");
let phoneKey = "";
let first: ReceiptFile;
beforeAll(async () => {
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  const store = await storeOn(database);
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  const person = newUuid();
  await store.withCompany(1, {}, async (tx) => {
    await addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK);
    await addPeople(tx, [{ personId: person, code: "A1", name: "李晓" }]);
  });
  await withCompanies(store, 2);
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(house, company, { files, facts: FACTS, agentPersonId: person }, "en");
  phoneKey = await register(phone);
  first = await signed(phone, phoneKey);
});

describe("receipts of the parties", () => {
  it("N7: a party signs what the house signed, on its own device, and a bundle shows it", async () => {
    await append("x1");
    const report = verifyHere(await bundle(), [JSON.stringify(first)]);
    expect(wrong(report)).toBe("");
    const told = (name: string) =>
      report.checks
        .find((one) => one.name === name)!
        .details.map(({ en }) => en)
        .join(" ");
    expect(told("receipts")).toContain("the agent");
    expect(told("kept")).toMatch(/the receipt at \d+ records fits, countersigned by the agent/);
    expect(report.limits.map(({ en }) => en).join(" ")).toContain("Countersigned by the agent.");
  });
  it("N7: only a device that shows that it has the key is registered, once, for its own party", async () => {
    const other = newDevice("平板");
    await expect(
      register(other, agent, phone.sign(keyProofText(NUMBER, "agent", other.publicKey))),
    ).rejects.toMatchObject({ code: "form_refused" });
    await expect(register({ ...other, name: " " })).rejects.toMatchObject({ code: "form_refused" });
    await expect(register({ ...other, publicKey: "AAAA" })).rejects.toMatchObject({ code: "form_refused" });
    expect(await register(phone)).toBe(phoneKey);
    await expect(register(phone, company)).rejects.toMatchObject({ code: "receipt_refused" });
    await expect(register(other, { ...agent, companyId: 2 })).rejects.toMatchObject({ code: "no_such_contract" });
    await expect(register(other, { ...agent, party: "intermediary" })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
  });
  it("T6 N7: a signature over something else, of another party, or over another size is not kept", async () => {
    const { size, text } = await offerRecord(house, agent, NUMBER);
    const given = { number: NUMBER, partyKeyId: phoneKey, size };
    const offered = async (more: object, caller = agent) =>
      countersign(house, caller, { key: newKey(), signature: phone.sign(text), ...given, ...more });
    await expect(offered({ signature: phone.sign(`${text} `) })).rejects.toMatchObject({ code: "receipt_refused" });
    await expect(offered({ signature: newDevice("x").sign(text) })).rejects.toMatchObject({ code: "receipt_refused" });
    await expect(offered({ size: size + 1 })).rejects.toMatchObject({ code: "receipt_refused" });
    await expect(offered({}, company)).rejects.toMatchObject({ code: "no_such_thing" });
    const [one, two] = await Promise.all([offered({}), offered({})]);
    expect(one).toEqual(two);
    const { receipts } = await readRecord(house, agent, NUMBER);
    expect(receipts.filter((receipt) => receipt.size === size)).toHaveLength(1);
    expect(await readReceipt(house, agent, NUMBER, receipts[0]!.receiptId)).toEqual(one);
  });
  it("N7: a lost device signs no more; its receipts stay valid, and a new one takes over", async () => {
    const lost = newDevice("旧手机");
    const lostKey = await register(lost);
    const before = await signed(lost, lostKey);
    await expect(endKey(house, company, { key: newKey(), number: NUMBER, partyKeyId: lostKey })).rejects.toMatchObject({
      code: "no_such_thing",
    });
    await endKey(house, agent, { key: newKey(), number: NUMBER, partyKeyId: lostKey });
    await expect(endKey(house, agent, { key: newKey(), number: NUMBER, partyKeyId: lostKey })).rejects.toMatchObject({
      code: "receipt_refused",
    });
    await expect(signed(lost, lostKey)).rejects.toMatchObject({ code: "receipt_refused" });
    await expect(register(lost)).rejects.toMatchObject({ code: "receipt_refused" });
    const next = newDevice("新手机");
    const after = await signed(next, await register(next));
    expect((await readRecord(house, agent, NUMBER)).keys.map(({ device }) => device)).toEqual(["李晓的手机", "新手机"]);
    expect(
      wrong(
        verifyHere(
          await bundle(),
          [before, after].map((one) => JSON.stringify(one)),
        ),
      ),
    ).toBe("");
  });
  it("N7: the company sees in how many contracts another party signed within 31 days", async () => {
    expect((await readRecord(house, company, NUMBER)).share).toEqual({ of: 1, fresh: 1 });
    expect((await readRecord(house, agent, NUMBER)).share).toBeNull();
    now += 32 * 86_400_000_000;
    expect((await readRecord(house, company, NUMBER)).share).toEqual({ of: 1, fresh: 0 });
  });
  it("C6.2 N7: a party says once that it received a closed statement, which agrees to nothing and stands in the record", async () => {
    const given = { number: NUMBER, rule: "C6.2/pay", period: "2026-06" };
    const received = async (more: object = {}, caller = agent) =>
      receiveStatement(house, caller, { key: newKey(), ...given, ...more });
    await expect(received({}, company)).rejects.toMatchObject({ code: "not_for_this_party" });
    await expect(received({}, { ...agent, party: "intermediary" })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
    await expect(received({}, { ...agent, companyId: 2 })).rejects.toMatchObject({ code: "no_such_contract" });
    for (const odd of [{ period: "2026-07" }, { period: "2031-01" }, { rule: "C6.2/other" }])
      await expect(received(odd)).rejects.toMatchObject({ code: "no_such_thing" });
    const { size } = await readRecord(house, agent, NUMBER);
    const [one, two] = await Promise.all([received(), received()]);
    expect([one, two, await received()]).toEqual([{ period: "2026-06" }, { period: "2026-06" }, { period: "2026-06" }]);
    const { received: told, acts, size: after } = await readRecord(house, company, NUMBER);
    expect(told).toEqual([{ rule: "C6.2/pay", period: "2026-06", party: "agent", at: expect.any(Number) }]);
    expect([acts[0]!.what, after]).toEqual(["received", size + 1]);
    expect(wrong(verifyHere(await bundle()))).toBe("");
  });
  it("T22 N7: a record that was rewritten as a whole and signed anew fails against a receipt", async () => {
    await append("x2");
    const last = await signed(phone, phoneKey);
    const client = await superuser(database);
    const gone = (await client.query("select sequence from fealty.event where source_id = 'x1'")).rows[0].sequence;
    // Whoever rules the database and the signing key makes everything anew, without the event, receipts and all.
    await client.query("set session_replication_role = replica");
    for (const table of ["record_receipt", "record_checkpoint", "record_batch", "record_head"])
      await client.query(`delete from fealty.${table}`);
    await client.query(`delete from fealty.event where sequence >= ${gone}`);
    await client.query(`update fealty.contract_counter set event_sequence = ${gone} - 1`);
    await client.query("set session_replication_role = origin");
    await append("x2");
    const size = Number(/\n(\d+)\n/.exec(last.note)![1]);
    while ((await readRecord(house, company, NUMBER)).size <= size) await append(newKey());
    const forged = await bundle();
    expect(wrong(verifyHere(forged))).toBe("");
    const report = verifyHere(forged, [JSON.stringify(last)]);
    expect(wrong(report)).toContain("does not fit the records of the bundle: the record was rewritten");
    expect(wrong(verifyHere(forged, ["{}", "[1]", "text"]))).toContain("A file given as a receipt is none.");
  });
});
