import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { beforeAll, describe, expect, it } from "vitest";
import calendar from "../../../data/calendars/cn.json" with { type: "json" };
import { HeldContract } from "../../src/evaluation/held-contract.ts";
import { addCompany } from "../../src/store/companies.ts";
import { addContract, type ContractFile, lockContract, readContractFiles } from "../../src/store/contracts.ts";
import { dropDerived, saveDerived } from "../../src/store/derived.ts";
import {
  countContracts,
  listContractRows,
  listDue,
  listFindings,
  listStatements,
  readClauseStates,
  readContractState,
  readStatement,
} from "../../src/store/derived-reads.ts";
import { claimDueContracts, listStaleContracts, nextChangeAt } from "../../src/store/due-contracts.ts";
import { appendEvents, readEventText } from "../../src/store/events.ts";
import type { Store } from "../../src/store/open-store.ts";
import { addBranches } from "../../src/store/organisation.ts";
import { addPeople, addRoleHoldings } from "../../src/store/people.ts";
import type { Tx } from "../../src/store/transaction.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { sha256 } from "../../src/world.ts";
import { head, instant, NOW, newContract, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";

const root = resolve(import.meta.dirname, "../../..");
const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
const facts = read("web/public/example/company-led.ndjson")!.trimEnd().split("\n");
const AS_OF = instant("2026-09-20T00:00:00Z");
const contract = head("D-1", { agentName: "周敏" });
const [branchId, personId] = [newUuid(), newUuid()];

/** As a command does it: files and events come from the store and nowhere else. */
const derive = async (store: Store, asOf = AS_OF) =>
  store.withCompany(1, {}, async (tx) => {
    const { version, eventSequence } = await lockContract(tx, contract.contractId);
    const files = await readContractFiles(tx, contract.contractId);
    const { text } = await readEventText(tx, contract.contractId);
    const held = await HeldContract.open(contract.contractId, { files, facts: text }, [
      parseCalendar(calendar).calendar!,
    ]);
    const { state, ...rest } = held.answer<"state">({ ask: "state", asOf });
    const derived = { ...rest, state: { ...state, version, eventSequence, engine: "test", computedAt: NOW } };
    await saveDerived(tx, contract.contractId, derived);
    const { events } = parseFacts(held.contract, "events.ndjson", text);
    const world = { asOf, calendars: [parseCalendar(calendar).calendar!], zones: [], sha256 };
    return { evaluation: evaluate(held.contract, events, world), derived };
  });
const incoming = facts.map((line) => {
  const { id, kind, at, recorded_at: recorded } = JSON.parse(line) as Record<string, string>;
  return { sourceId: id!, kind: kind!, at: instant(at!), recordedAt: instant(recorded ?? at!), line };
});

let store: Store;
let database: string;
let first: Awaited<ReturnType<typeof derive>>;
beforeAll(async () => {
  database = await newDatabase();
  store = await storeOn(database);
  await withCompanies(store, 2);
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "演示", en: "Demo" }, demonstration: true, clock: AS_OF }, NOW),
  );
  const main = "contracts/filled/company-led/contract.yaml";
  const { contract: loaded } = loadContract(main, read);
  const files: ContractFile[] = loaded!.sources.map(({ file, text }) => ({ path: file, text }));
  expect(files[0]!.path).toBe(relative(root, join(root, dirname(main), "contract.yaml")));
  await store.withCompany(1, {}, async (tx) => {
    await addBranches(tx, [{ branchId, code: "HZ", name: { zh: "杭州", en: "Hangzhou" } }]);
    await addPeople(tx, [{ personId, code: "A1", name: "周敏" }]);
    await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, branchId, role: "agent", fromOn: "2026-01-01" }]);
    await addContract(tx, { ...contract, agentPersonId: personId }, files, NOW);
    await appendEvents(tx, contract.contractId, incoming, { receivedAt: NOW });
  });
  await newContract(store, 1, "D-2", { mode: "agent_led" });
  first = await derive(store);
});
const inCompany = <Result>(work: (tx: Tx) => Promise<Result>) => store.withCompany(1, {}, work);
const id = contract.contractId;

describe("derived state", () => {
  it("is what the engine found, read back without loss", async () => {
    const { evaluation, derived } = first;
    expect(evaluation.statements.length).toBeGreaterThan(2);
    expect(derived.clauses.some((clause) => clause.dueAt !== null)).toBe(true);
    const kept = await inCompany(async (tx) => ({
      state: await readContractState(tx, id),
      clauses: await readClauseStates(tx, id),
      findings: await listFindings(tx, { contractId: id }),
      heads: await listStatements(tx, id),
      statements: await Promise.all(derived.statements.map(({ rule, period }) => readStatement(tx, id, rule, period))),
    }));
    const asJson = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (_, v) => (typeof v === "bigint" ? `${v}` : v)));
    expect(asJson(kept.state)).toEqual(asJson(derived.state));
    expect(asJson(kept.clauses)).toEqual(asJson(derived.clauses));
    expect(asJson(kept.findings).map(({ contractId: _, ...finding }: { contractId: string }) => finding)).toEqual(
      asJson([...derived.findings].sort((a, b) => a.since - b.since || (a.findingId < b.findingId ? -1 : 1))),
    );
    expect(kept.statements).toEqual(derived.statements);
    expect(kept.heads.length).toBe(derived.statements.length);
    const [statement] = evaluation.statements;
    expect(JSON.parse(kept.statements[0]!.content).lines.length).toBe(statement!.lines.length);
    expect(kept.statements[0]!.payableMinor).toBe(statement!.payable);
  });
  it("saved again, no row is touched but the contract's own", async () => {
    const versions = async () => {
      const client = await superuser(database);
      const { rows } = await client.query(`
        select 'clause' as t, clause_id as k, xmin::text from fealty.clause_state
        union all select 'finding', finding_id, xmin::text from fealty.finding
        union all select 'statement', rule || period, xmin::text from fealty.statement order by 1, 2`);
      return rows;
    };
    const before = await versions();
    expect(before.length).toBeGreaterThan(30);
    await derive(store);
    expect(await versions()).toEqual(before);
    await derive(store, instant("2026-12-20T00:00:00Z"));
    const later = await versions();
    expect(later).not.toEqual(before);
    await derive(store);
    expect((await versions()).length).toBe(before.length);
  });
  it("deleted and rebuilt it is the same", async () => {
    await derive(store);
    const all = () =>
      inCompany(async (tx) => [
        await readContractState(tx, id),
        await readClauseStates(tx, id),
        await listFindings(tx, {}),
        await listStatements(tx, id),
      ]);
    const before = await all();
    await inCompany((tx) => dropDerived(tx));
    expect(await all()).toEqual([undefined, [], [], []]);
    await derive(store);
    expect(await all()).toEqual(before);
  });
  it("the list filters by mode, status, branch, agent, state, risk and text, and pages by number", async () => {
    const numbers = async (filter: Parameters<typeof listContractRows>[1], page = {}) =>
      (await inCompany((tx) => listContractRows(tx, filter, page))).map((row) => row.number);
    expect(await numbers({})).toEqual(["D-1", "D-2"]);
    expect(await numbers({ mode: "agent_led" })).toEqual(["D-2"]);
    expect(await numbers({ status: "ended" })).toEqual([]);
    expect(await numbers({ branchId })).toEqual(["D-1"]);
    expect(await numbers({ agentPersonId: personId })).toEqual(["D-1"]);
    expect(await numbers({ text: "周" })).toEqual(["D-1"]);
    expect(await numbers({ text: "%" })).toEqual([]);
    expect(await numbers({ state: first.derived.state.state! })).toEqual(["D-1"]);
    expect(await numbers({ atRisk: first.derived.state.atRisk })).toEqual(["D-1"]);
    expect(await numbers({}, { after: "D-1" })).toEqual(["D-2"]);
    expect(await numbers({}, { limit: 1 })).toEqual(["D-1"]);
    expect(await inCompany((tx) => countContracts(tx))).toEqual({
      contracts: 2,
      atRisk: first.derived.state.atRisk ? 1 : 0,
      withFindings: first.derived.state.openFindings > 0 ? 1 : 0,
      findings: first.derived.state.openFindings,
    });
    expect(await store.withCompany(2, {}, (tx) => listContractRows(tx))).toEqual([]);
    const [row] = await inCompany((tx) => listContractRows(tx, { text: "D-2" }));
    expect(row).toMatchObject({ state: null, atRisk: null, figures: null });
  });
  it("the worker finds the next moment, claims what is due once, and sees what is stale", async () => {
    const { nextChangeAt: next } = first.derived.state;
    expect(await inCompany(nextChangeAt)).toBe(next);
    expect(await store.withCompany(2, {}, nextChangeAt)).toBeNull();
    expect(await inCompany((tx) => claimDueContracts(tx, (next! - 1) as Instant, 10))).toEqual([]);
    await inCompany(async (tx) => {
      expect(await claimDueContracts(tx, next!, 10)).toEqual([id]);
      expect(await inCompany((other) => claimDueContracts(other, next!, 10))).toEqual([]);
    });
    expect((await inCompany((tx) => listStaleContracts(tx, "test"))).length).toBe(1);
    expect((await inCompany((tx) => listStaleContracts(tx, "other engine"))).length).toBe(2);
    await inCompany((tx) => appendEvents(tx, id, [{ ...incoming[0]!, sourceId: "further" }], { receivedAt: NOW }));
    expect(await inCompany((tx) => listStaleContracts(tx, "test"))).toContain(id);
    const due = await inCompany((tx) => listDue(tx, instant("2027-01-01T00:00:00Z")));
    expect(due.length).toBeGreaterThan(0);
    expect(due.map((one) => one.dueAt)).toEqual([...due.map((one) => one.dueAt!)].sort((a, b) => a - b));
  });
});
