import { beforeAll, describe, expect, it } from "vitest";
import { addCompany, listCompanies, readCompany } from "../../src/store/companies.ts";
import {
  addContract,
  addContractVersion,
  findContract,
  listContracts,
  readContract,
  readContractFiles,
  updateContractHead,
} from "../../src/store/contracts.ts";
import { appendEvents, readEvents } from "../../src/store/events.ts";
import type { Store } from "../../src/store/open-store.ts";
import { addPeople, listPeople } from "../../src/store/people.ts";
import { openingOf } from "../../src/store/transaction.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { head, NOW, newContract, newStore, sale, withCompanies } from "./room.ts";

let store: Store;
beforeAll(async () => {
  store = await newStore({ listener: () => undefined });
  await withCompanies(store, 1, 2);
});
const refusal = (code: string) => ({ name: "StoreRefusal", code });

describe("one company and another", () => {
  it("nothing of another company is seen, by its id or by no filter at all", async () => {
    const contract = await newContract(store, 1, "T-1");
    await store.withCompany(1, {}, (tx) => appendEvents(tx, contract, [sale("a")], { receivedAt: NOW }));
    await store.withCompany(2, {}, async (tx) => {
      await expect(readContract(tx, contract)).rejects.toMatchObject(refusal("no_such_contract"));
      expect(await readEvents(tx, contract)).toEqual([]);
      expect(await findContract(tx, "T-1")).toBeUndefined();
      for (const table of ["contract", "contract_file", "source_text", "event", "contract_counter"])
        expect(await tx.sql(`select * from fealty.${table}`, []), table).toEqual([]);
      expect(await tx.sql("select company_id from fealty.company", [])).toEqual([{ company_id: 2n }]);
    });
  });
  it("nothing is written for another company, in any way", async () => {
    const contract = await newContract(store, 1, "T-2");
    const intoOther = (text: string, values: unknown[] = []) =>
      store.withCompany(2, {}, (tx) => tx.sql(text, values)).catch((error) => error);
    expect(await intoOther("insert into fealty.branch values (1, $1, 'x', 'x', 'x')", [newUuid()])).toMatchObject(
      refusal("not_permitted"),
    );
    expect(await intoOther("update fealty.contract set number = 'stolen' where company_id = 1 returning 1")).toEqual(
      [],
    );
    expect(await intoOther("update fealty.company set company_id = 1 where company_id = 2")).toMatchObject(
      refusal("not_permitted"),
    );
    const appended = store.withCompany(2, {}, (tx) => appendEvents(tx, contract, [sale("a")], { receivedAt: NOW }));
    await expect(appended).rejects.toMatchObject(refusal("no_such_contract"));
    expect((await store.withCompany(1, {}, (tx) => readContract(tx, contract))).number).toBe("T-2");
  });
  it("a connection forgets company and person when the transaction ends, and without a company sees nothing", async () => {
    const narrow = await newStore({ connections: 1, listener: () => undefined });
    await withCompanies(narrow, 1, 2);
    await newContract(narrow, 1, "T-3");
    await narrow.withCompany(1, { personId: newUuid() }, (tx) => tx.sql("select 1 from fealty.contract", []));
    const seen = (company: number) =>
      narrow.withCompany(company, {}, (tx) => tx.sql("select number from fealty.contract", []));
    expect(await seen(1)).toEqual([{ number: "T-3" }]);
    expect(await seen(2)).toEqual([]);
    const client = await narrow.administrate();
    await client.query("set role fealty_app");
    const { rows: none } = await client.query("select * from fealty.contract");
    await client.end();
    expect(none).toEqual([]);
  });
  it("a policy that would hide rows from the operator is an error and not an empty answer", async () => {
    const seen = store.asOperator({}, async (tx) => {
      await tx.sql("set local role fealty_app", []);
      return tx.sql("select * from fealty.company", []);
    });
    await expect(seen).rejects.toMatchObject(refusal("not_permitted"));
  });
  it("only whole positive numbers and uuids reach the opening statement", () => {
    for (const bad of [0, -1, 1.5, Number.NaN, 2 ** 60, "1; drop table x" as never])
      expect(() => openingOf("app", bad)).toThrow(RangeError);
    expect(() => openingOf("app", 1, { personId: "' or true" })).toThrow(RangeError);
    expect(openingOf("app", 7)).toMatch(
      /^begin isolation level read committed; set local role fealty_app; .*; set local fealty.company_id = '7'$/,
    );
  });
  it("the list of companies is the operator's alone", async () => {
    expect((await listCompanies(store)).map((company) => company.companyId)).toEqual([1, 2]);
    expect(await store.withCompany(1, {}, readCompany)).toEqual({
      companyId: 1,
      name: { zh: "公司1", en: "Company 1" },
      demonstration: false,
      timeZone: "Asia/Shanghai",
    });
    const again = store.withCompany(1, {}, (tx) =>
      addCompany(tx, { name: { zh: "乙", en: "B" }, demonstration: false }, NOW),
    );
    await expect(again).rejects.toMatchObject({ code: "already_there", text: { zh: "公司编号已经用过，没有写入。" } });
    await expect(store.withCompany(99, {}, readCompany)).rejects.toMatchObject(refusal("no_such_company"));
  });
});

describe("one person and another", () => {
  it("an agent sees its own contracts and what hangs on them, and writes to no other", async () => {
    const [own, stranger] = [newUuid(), newUuid()];
    await store.withCompany(1, {}, (tx) =>
      addPeople(tx, [
        { personId: own, code: "A1", name: "李晓" },
        { personId: stranger, code: "A2", name: "王强" },
      ]),
    );
    const mine = await newContract(store, 1, "P-1", { agentPersonId: own });
    const theirs = await newContract(store, 1, "P-2", { agentPersonId: stranger, agentName: "王强" });
    for (const contract of [mine, theirs])
      await store.withCompany(1, {}, (tx) => appendEvents(tx, contract, [sale("a")], { receivedAt: NOW }));
    await store.withCompany(1, { personId: own }, async (tx) => {
      expect((await listContracts(tx)).map((contract) => contract.number)).toEqual(["P-1"]);
      expect((await listPeople(tx)).map((person) => person.code)).toEqual(["A1"]);
      expect((await readEvents(tx, mine)).length).toBe(1);
      expect(await readEvents(tx, theirs)).toEqual([]);
      expect((await readContractFiles(tx, mine)).length).toBe(1);
      await expect(readContractFiles(tx, theirs)).rejects.toMatchObject(refusal("no_such_contract"));
    });
    const write = (contract: string) =>
      store.withCompany(1, { personId: own }, (tx) => appendEvents(tx, contract, [sale("b")], { receivedAt: NOW }));
    await expect(write(theirs)).rejects.toMatchObject(refusal("no_such_contract"));
    expect((await write(mine)).last).toBe(2);
  });
});

describe("append-only", () => {
  it("the app can neither change nor delete events, files or import reports", async () => {
    const contract = await newContract(store, 1, "O-1");
    await store.withCompany(1, {}, (tx) => appendEvents(tx, contract, [sale("a")], { receivedAt: NOW }));
    for (const table of ["event", "contract_file", "contract_version", "source_text", "import_run", "import_refusal"])
      for (const text of [
        `update fealty.${table} set company_id = 1`,
        `delete from fealty.${table}`,
        `truncate fealty.${table}`,
      ])
        for (const role of ["app", "ingest"] as const)
          await expect(
            store.withCompany(1, { role }, (tx) => tx.sql(text, [])),
            text,
          ).rejects.toMatchObject(refusal("not_permitted"));
  });
  it("even the owner is stopped by the trigger", async () => {
    const client = await store.administrate();
    await client.query("set role fealty_owner; set fealty.company_id = '1'");
    for (const text of [
      "update fealty.event set kind = 'x'",
      "delete from fealty.event",
      "truncate fealty.event cascade",
      "truncate fealty.activity",
    ])
      await expect(client.query(text)).rejects.toMatchObject({ code: "FY001" });
    await client.end();
  });
});

describe("contracts and their files", () => {
  it("C1.1: a number is taken once in a company, and people it names must be there", async () => {
    await newContract(store, 1, "N-1");
    await expect(newContract(store, 1, "N-1")).rejects.toMatchObject(refusal("already_there"));
    await newContract(store, 2, "N-1");
    await expect(newContract(store, 1, "N-2", { agentPersonId: newUuid() })).rejects.toMatchObject(
      refusal("named_thing_missing"),
    );
    expect(await store.withCompany(1, {}, (tx) => findContract(tx, "N-2"))).toBeUndefined();
  });
  it("C1.1: each change of the files is a version; the old ones stay and shared texts are kept once", async () => {
    const contract = head("F-1");
    const main = { path: "contract.yaml", text: "fealty: 1\n# 甲\n" };
    const shared = { path: "a/c1.yaml", text: "clauses: []\n" };
    await store.withCompany(1, {}, (tx) => addContract(tx, contract, [main, shared], NOW));
    const add = (files: { path: string; text: string }[]) =>
      store.withCompany(1, {}, (tx) => addContractVersion(tx, contract.contractId, files, NOW));
    expect(await add([main, shared])).toBe(1);
    const changed = { ...main, text: "fealty: 1\n# 乙\n" };
    expect(await add([changed, shared, { ...shared, path: "a/c2.yaml" }])).toBe(2);
    const read = (version?: number) =>
      store.withCompany(1, {}, (tx) => readContractFiles(tx, contract.contractId, version));
    expect(await read(1)).toEqual([main, shared]);
    expect(await read()).toEqual([changed, shared, { ...shared, path: "a/c2.yaml" }]);
    const texts = await store.withCompany(1, {}, (tx) =>
      tx.sql("select 1 from fealty.source_text where company_id = $1 and content = $2", [1, shared.text]),
    );
    expect(texts.length).toBe(1);
    await store.withCompany(1, {}, (tx) => updateContractHead(tx, { ...contract, status: "ended" }));
    expect(await store.withCompany(1, {}, (tx) => readContract(tx, contract.contractId))).toEqual({
      ...contract,
      status: "ended",
      version: 2,
      eventSequence: 0,
    });
  });
});
