import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { rebuildStore } from "../../src/commands/rebuild-store.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { CONTRACT, FACTS } from "../cli-terminal.ts";
import { instant, newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
afterAll(() => threads.close());
const CLOCK = instant("2026-06-30T12:00:00+08:00");

it("N2: derived rows that do not read, or say what never was, differ and are rebuilt; a contract without files holds up no other", async () => {
  const own = await newDatabase();
  const [store, behind] = [await storeOn(own), await superuser(own)];
  const there: House = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  for (const one of ["S-1", "S-2", "S-3", "S-4", "S-5"])
    await addContract(
      there,
      { companyId: 1, party: "company" },
      { files: [{ path: "contract.yaml", text: CONTRACT.replace("number: CLI-1", `number: ${one}`) }], facts: FACTS },
      "en",
    );
  const spoil = (number: string, statement: string) =>
    behind.query(
      `${statement} where contract_id = (select contract_id from fealty.contract where number = '${number}')`,
    );
  const told = async () =>
    (await diagnoseStore(there, 1)).map(({ differences }) => differences.map(({ part, rebuilds }) => [part, rebuilds]));
  await spoil("S-1", "update fealty.contract_state set version = 2");
  await spoil("S-2", "update fealty.statement set packed = '\\x00'");
  await spoil("S-3", "update fealty.contract_state set as_of = 'infinity'");
  await spoil("S-4", "update fealty.clause_state set due_at = 'infinity'");
  const [state, statement, clauses] = [[["state", true]], [["statement", true]], [["clauses", true]]];
  expect(await told()).toEqual([state, statement, state, clauses, []]);
  await behind.query("set session_replication_role = replica");
  await spoil("S-1", "delete from fealty.contract_file");
  const gone = [
    ["version", false],
    ["not_computed", false],
  ];
  expect(await told()).toEqual([gone, statement, state, clauses, []]);
  await rebuildStore(there, 1);
  expect(await told()).toEqual([gone, [], [], [], []]);
});
it("N2: a hash of the customers served that is not theirs differs and is rebuilt; a contract from before there was one is whole", async () => {
  const own = await newDatabase();
  const [store, behind] = [await storeOn(own), await superuser(own)];
  const there: House = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  const files = [{ path: "contract.yaml", text: CONTRACT }];
  await addContract(there, { companyId: 1, party: "company" }, { files, facts: FACTS }, "en");
  const told = async () => (await diagnoseStore(there, 1)).map(({ differences }) => differences);
  const digest = async () => (await behind.query("select served_digest from fealty.contract_state")).rows;
  const before = await digest();
  await behind.query("update fealty.contract_state set served_digest = repeat('0', 64)");
  expect(await told()).toEqual([[{ part: "served", rebuilds: true }]]);
  await rebuildStore(there, 1);
  expect(await told()).toEqual([[]]);
  expect(await digest()).toEqual(before);
  await behind.query("update fealty.contract_state set served_digest = null");
  expect(await told()).toEqual([[]]);
});
