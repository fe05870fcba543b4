// Clauses: C7.1, N7, N8
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { beginRecords } from "../../src/commands/begin-records.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { eraseCustomer } from "../../src/commands/erase-customer.ts";
import { exportCustomer } from "../../src/commands/export-customer.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { importTable } from "../../src/commands/import-table.ts";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { moveNames } from "../../src/commands/move-names.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { readCustomer } from "../../src/commands/read-customer.ts";
import { readToday } from "../../src/commands/read-today.ts";
import { revealCustomer } from "../../src/commands/reveal-customer.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { backUp } from "../../src/store/backup.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newDatabase, newFolder, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const company: Caller = { companyId: 1, party: "company" };
const now = instant("2026-06-20T12:00:00+08:00");
const database = await newDatabase();
const folder = newFolder();
let house: House;
let keys = 0;
const newKey = (): string => `names-${keys++}`;
const RULE =
  "      - {id: first_contact, kind: deadline, bearer: agent, finding: B2, starts: customer_joined, ends: contact_made, match: customer, within: 5 days}\n";
const contract = (number: string): string => `${CONTRACT.replace("CLI-1", number)}${RULE}`;
const joined = (customer: string) => ({
  id: `j-${customer}`,
  kind: "customer_joined",
  at: "2026-06-18T10:00:00+08:00",
  customer,
});
const subject = (customer: string, more: object, at = "2026-06-10T10:00:00+08:00") => ({
  id: `s-${customer}-${keys++}`,
  kind: "subject",
  at,
  of: "customer",
  customer,
  ...more,
});
const text = (...lines: readonly object[]): string => lines.map((line) => JSON.stringify(line)).join("\n");
const append = (...lines: readonly object[]) =>
  appendEvents(house, company, { number: "E-1", lines: text(...lines), key: newKey(), language: "zh" });
const linesOf = async (): Promise<string> =>
  JSON.stringify((await (await superuser(database)).query("select line from fealty.event order by sequence")).rows);
const view = (party: "company" | "agent", number = "E-1") =>
  readContract(house, { companyId: 1, party }, number, {
    ask: "timeline",
    viewpoint: { asOf: now, party, language: "zh" },
    filter: { kinds: [], words: "", offset: 0, limit: 99 },
  });
const called = async (party: "company" | "agent") =>
  Object.fromEntries(
    (await view(party)).events.flatMap(({ kind, customer, id }) =>
      kind === "customer_joined" ? [[id.slice(2), customer]] : [],
    ),
  );
const nameOf = async (customer: string) =>
  (await revealCustomer(house, company, { customer, fields: ["name"], reason: "核对身份" })).name;

beforeAll(async () => {
  const store = await storeOn(database, { masterKeys: { file: join(folder, "master-key") } });
  house = { store, threads, engine: "test", now: risingClock(() => now / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: now }, now),
  );
  const own = { key: newKey(), code: "K1", kind: "person", name: "司徒静若", fromOn: "2026-01-01" } as const;
  await keepCustomer(house, company, own);
});

describe("who a customer is", () => {
  it("C7.1: goes out of a contract's facts into the register, and every page has it from there by the reader's right", async () => {
    const facts = text(
      subject("K1", { name: "司徒静若", tier: "优质" }),
      subject("K2", { name: "欧阳疏影", phone: "13912345678" }),
      joined("K1"),
      joined("K2"),
      joined("K3"),
    );
    await addContract(house, company, { files: [{ path: "contract.yaml", text: contract("E-1") }], facts }, "zh");
    const lines = await linesOf();
    for (const word of ["司徒", "欧阳", "13912345678", '\\"name\\"', '\\"phone\\"']) expect(lines).not.toContain(word);
    expect(lines).toContain("优质");
    expect(await readCustomer(house, company, "K2")).toMatchObject({ data: { name: "欧**", phone: "139****78" } });
    expect((await readCustomer(house, company, "K2")).history.map(({ verb }) => verb)).toEqual(["append-events"]);
    expect(await called("company")).toEqual({
      K1: "司徒静若",
      K2: "欧阳疏影",
      K3: expect.stringMatching(/^客户 \d+ 号$/),
    });
    // Nobody is given into the agent's service yet by served_by: of others only the beginning.
    expect(await called("agent")).toMatchObject({ K1: "司***", K2: "欧***" });
    const due = (await readToday(house, company, { days: 30 })).due.flatMap((one) => one.subject?.zh ?? []).sort();
    expect(due).toEqual(["司徒静若", "客户 K3", "欧阳疏影"].sort());
    const client = await superuser(database);
    const derived = await client.query("select instances::text as told from fealty.clause_state");
    expect(JSON.stringify(derived.rows)).not.toContain("司徒");
    expect((await diagnoseStore(house, 1)).flatMap(({ differences }) => differences)).toEqual([]);
  });
  it("C7.1: what was said last holds; a history brought in late, another party and a repeat change nothing", async () => {
    await append(subject("K2", { name: "欧阳若水" }, "2026-06-12T10:00:00+08:00"));
    expect(await nameOf("K2")).toBe("欧阳若水");
    await append(subject("K2", { name: "欧阳旧名" }, "2026-06-01T10:00:00+08:00"));
    expect(await nameOf("K2")).toBe("欧阳若水");
    const line = subject("K1", { name: "司徒静若" }, "2026-06-13T10:00:00+08:00");
    expect((await append(line)).added).toHaveLength(1);
    expect((await append(line)).repeated).toHaveLength(1);
    await append({
      id: "c1",
      kind: "corrected",
      at: "2026-06-14T10:00:00+08:00",
      target: line.id,
      fields: { name: "司徒婉" },
    });
    expect(await nameOf("K1")).toBe("司徒婉");
    expect(await linesOf()).not.toContain("司徒");
    const wrong = {
      number: "E-1",
      lines: text(subject("K9", { name: "令狐冲" })),
      key: newKey(),
      language: "zh",
    } as const;
    await expect(appendEvents(house, { ...company, party: "agent" }, wrong)).rejects.toMatchObject({
      code: "events_refused",
    });
    await expect(readCustomer(house, company, "K9")).rejects.toMatchObject({ code: "no_such_thing" });
  });
  it("C7.1: a table says it to the register, and finds customers by it", async () => {
    const put = (content: string, ending: string): string => {
      const path = join(folder, `${newKey()}${ending}`);
      writeFileSync(path, content);
      return path;
    };
    const take = (mapping: string, rows: string) =>
      importTable(house, company, {
        file: put(rows, ".csv"),
        mapping: put(mapping, ".yaml"),
        contract: "E-1",
        language: "zh",
      });
    const head = `mapping: 1
source: {number: "1,234.56", currency: CNY, zone: Asia/Shanghai}
columns:
  no: 编号
  name: 姓名
  day: 日期
`;
    const list = `${head}emit:
  - kind: subject
    id: [row.no]
    fields:
      at: datetime(row.day)
      of: '"customer"'
      customer: row.no
      name: row.name
`;
    const rows = "编号,姓名,日期\nK4,皇甫嵩,2026-06-11\nK1,司徒婉,2026-06-11\n";
    expect((await take(list, rows)).rows).toMatchObject({ new: 2, refused: 0 });
    expect((await take(list, rows)).rows).toMatchObject({ new: 0, repeated: 2 });
    expect(await linesOf()).not.toMatch(/皇甫|司徒/);
    expect([await nameOf("K4"), await nameOf("K1")]).toEqual(["皇甫嵩", "司徒婉"]);
    const contacts = `${head}emit:
  - kind: contact_made
    id: [row.no]
    fields:
      at: datetime(row.day)
      channel: '"phone"'
      purpose: '"care"'
      customer: {value: row.name, customer_by: name}
`;
    expect((await take(contacts, "编号,姓名,日期\nT1,皇甫嵩,2026-06-12\n")).rows).toMatchObject({ new: 1, refused: 0 });
    expect(await linesOf()).toContain('\\"customer\\":\\"K4\\"');
  });
  it("N8: an erased customer is gone from pages, lists, copies and backups; figures and digest stand", async () => {
    const digest = () =>
      readContract(house, company, "E-1", {
        ask: "digest",
        viewpoint: { asOf: now, party: "company", language: "zh" },
      });
    await append({ id: "l2", kind: "customer_left", at: "2026-06-19T10:00:00+08:00", customer: "K2" });
    const before = await digest();
    expect(JSON.stringify((await exportCustomer(house, company, "K2")).customer)).toContain("欧阳若水");
    await eraseCustomer(house, company, { key: newKey(), customer: "K2", ground: "asked", words: "本人要求" });
    expect((await called("company")).K2).toMatch(/^客户 \d+ 号$/);
    expect(JSON.stringify([await view("company"), await readToday(house, company, { days: 30 })])).not.toContain(
      "欧阳",
    );
    expect(await digest()).toBe(before);
    await append(subject("K2", { name: "欧阳若水" }, "2026-06-19T11:00:00+08:00"));
    expect(await readCustomer(house, company, "K2")).toMatchObject({ erased: true });
    const path = join(folder, "backup.gz");
    await backUp(house.store, path, "2026-07-10T00:00:00Z");
    const told = gunzipSync(readFileSync(path)).toString("utf8");
    for (const word of ["欧阳", "司徒", "13912345678"]) expect(told).not.toContain(word);
  });
});
const LEARNED = "2026-06-17T10:00:00+08:00";
describe("events from before the house did so", () => {
  const plant = async (): Promise<void> => {
    const client = await superuser(database);
    const old = subject("K7", { name: "澹台灭明", tier: "普通" }, "2026-06-15T10:00:00+08:00");
    const correction = {
      id: "c7",
      kind: "corrected",
      at: "2026-06-16T10:00:00+08:00",
      target: old.id,
      fields: { name: "澹台子羽" },
    };
    for (const line of [old, correction, subject("K2", { name: "欧阳若水" }, "2026-06-16T11:00:00+08:00")])
      await client
        .query(
          `insert into fealty.event (company_id, contract_id, sequence, event_id, source_id, kind, at, recorded_at, received_at, line, sha256)
         select n.company_id, n.contract_id, n.event_sequence + 1, gen_random_uuid(), $1, $2, $3, $5, $5, $4, sha256(convert_to($4, 'UTF8'))
           from fealty.contract_counter n`,
          [line.id, line.kind, line.at, JSON.stringify({ ...line, recorded_at: LEARNED }), LEARNED],
        )
        .then(() => client.query("update fealty.contract_counter set event_sequence = event_sequence + 1"));
    // A house of that time kept no records: they begin when the names have gone.
    await client.query("set session_replication_role = replica");
    for (const table of [
      "record_timestamp",
      "record_checkpoint",
      "record_salt",
      "record_personal",
      "record_batch",
      "record_head",
    ])
      await client.query(`delete from fealty.${table}`);
    await client.query("set session_replication_role = origin");
  };
  it("N7: nothing but who a customer is goes out of an event, whoever asks", async () => {
    await plant();
    const client = await superuser(database);
    const changes = [
      "update fealty.event set line = replace(line, '普通', '优质'), sha256 = sha256(convert_to(replace(line, '普通', '优质'), 'UTF8'))",
      "update fealty.event set at = at + interval '1 day'",
      "update fealty.event set line = (line::jsonb - 'name')::text, sha256 = sha256(convert_to((line::jsonb - 'name')::text, 'UTF8'))",
      "update fealty.event set line = (line::jsonb - 'name' - 'tier')::text",
      "delete from fealty.event",
    ];
    for (const change of changes)
      await expect(client.query(`${change} where source_id like 's-K7-%'`)).rejects.toMatchObject({ code: "FY001" });
    const sale = `select fealty.take_person_out(1, contract_id, sequence, '{}', received_at) from fealty.event where kind = 'customer_joined' limit 1`;
    await client.query("begin; set local fealty.company_id = '1'");
    await expect(client.query(sale)).rejects.toMatchObject({ code: "FY001" });
    await client.query("rollback");
  });
  it("N8: are moved into the register once, with the former hash on record; whoever was erased stays so", async () => {
    const { rows: former } = await (await superuser(database)).query(
      "select sequence, encode(sha256, 'hex') as sha256 from fealty.event where line like '%台%' or line like '%欧阳%' order by sequence",
    );
    expect(former).toHaveLength(3);
    expect(await moveNames(house, 1)).toBe(3);
    expect(await moveNames(house, 1)).toBe(0);
    expect(await linesOf()).not.toMatch(/澹台|欧阳/);
    expect(await linesOf()).toContain("普通");
    expect(await nameOf("K7")).toBe("澹台子羽");
    expect(await readCustomer(house, company, "K2")).toMatchObject({ erased: true });
    const { rows } = await (await superuser(database)).query(
      "select sequence, encode(former_sha256, 'hex') as sha256 from fealty.event_redaction order by sequence",
    );
    expect(rows).toEqual(former);
    await beginRecords(house, 1);
    expect((await diagnoseStore(house, 1)).flatMap(({ differences }) => differences)).toEqual([]);
  });
});
