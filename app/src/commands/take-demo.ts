// Clauses: N1
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { assert } from "@fealty/engine/values/assert.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import type { Demo } from "../demo/model.ts";
import { TEMPLATE_PATH, templateRoot } from "../demo/template-files.ts";
import { addBranches, addCompany, addPeople, listCompanies, listPeople } from "../store/companies.ts";
import { type ContractFile, listContracts } from "../store/contracts.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { addContract } from "./add-contract.ts";
import type { House } from "./house.ts";

/** How many contracts are on their way at once: while one is computed the next is read and the last is written. */
const AT_ONCE = 4;

/** The company with its branches and people, where it is not there yet. Returns whether its contracts are all in. */
export const foundDemo = async (house: House, companyId: number, demo: Demo): Promise<boolean> => {
  const companies = await listCompanies(house.store);
  if (!companies.some((one) => one.companyId === companyId)) await foundCompany(house, companyId, demo);
  const contracts = await house.store.withCompany(companyId, {}, listContracts);
  return contracts.length >= demo.agents.length;
};
/**
 * Puts the contracts of the demonstration company into the store. Each contract comes in whole; broken off, the next call goes on with those
 * that are missing. Returns how many came in.
 */
export const takeDemo = async (
  house: House,
  companyId: number,
  demo: Demo,
  progress: (done: number, of: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<number> => {
  const { people, have } = await house.store.withCompany(companyId, {}, async (tx) => ({
    people: new Map((await listPeople(tx)).map(({ code, personId }) => [code, personId])),
    have: new Set((await listContracts(tx)).map(({ number }) => number)),
  }));
  const of = demo.agents.length;
  const caller: Caller = { companyId, party: "company" };
  const template = shippedTemplate();
  const contracts = demo.contracts[Symbol.iterator]();
  let done = 0;
  let added = 0;
  const takeOneAfterAnother = async (): Promise<void> => {
    while (!signal?.aborted) {
      const { value: contract, done: ended } = contracts.next();
      if (ended) return;
      if (!have.has(contract.number)) {
        const main = contract.files.filter(({ path }) => path === contract.main);
        const files = [...main, ...contract.files.filter(({ path }) => path !== contract.main), ...template];
        const agentPersonId = people.get(contract.agentId);
        assert(agentPersonId, `${contract.agentId} is among the people`);
        await addContract(house, caller, { files, facts: contract.facts, agentPersonId }, "zh");
        added += 1;
      }
      done += 1;
      progress(done, of);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeOneAfterAnother));
  return added;
};
const foundCompany = async (house: House, companyId: number, demo: Demo): Promise<void> => {
  const clock = parseInstant(demo.company.as_of);
  assert(clock !== undefined, "the demonstration has a moment");
  const branches = demo.branches.map((branch) => ({
    branchId: newUuid(),
    code: branch.id,
    name: { zh: branch.zh, en: branch.en },
  }));
  const branchOf = new Map(branches.map(({ code, branchId }) => [code, branchId]));
  const people = demo.agents.map((agent) => ({
    personId: newUuid(),
    code: agent.id,
    name: agent.name,
    role: "agent" as const,
    joinedOn: agent.joined,
    ...(branchOf.has(agent.branch) ? { branchId: branchOf.get(agent.branch)! } : {}),
    ...(agent.left === undefined ? {} : { leftOn: agent.left.day }),
  }));
  await house.store.withCompany(companyId, {}, async (tx) => {
    const name = { zh: demo.company.name, en: DEMO_NAME_EN };
    await addCompany(tx, { name, demonstration: true, clock }, house.now());
    await addBranches(tx, branches);
    await addPeople(tx, people);
  });
};
/** Every file of the template, by its path from the root: a contract is kept with the texts that it stands on. */
const shippedTemplate = (): ContractFile[] => {
  const root = templateRoot();
  const folder = dirname(TEMPLATE_PATH);
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => /\.(?:yaml|csv)$/.test(path) && !path.startsWith(`${folder}/facts/`))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
};
const DEMO_NAME_EN = "Hengxin Insurance Agency Co., Ltd.";
