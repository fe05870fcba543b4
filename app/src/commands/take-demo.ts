// Clauses: N1
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { assert } from "@fealty/engine/values/assert.ts";
import type { Demo } from "../demo/model.ts";
import type { Agent } from "../demo/people-model.ts";
import { COORDINATOR } from "../demo/staff.ts";
import { TEMPLATE_PATH, templateRoot } from "../demo/template-files.ts";
import { type ContractFile, listContracts } from "../store/contracts.ts";
import { listPeople } from "../store/people.ts";
import type { Caller } from "./access.ts";
import { addContract, type NewContract } from "./add-contract.ts";
import { LETTER_ACTIVATOR, LETTER_WRITER, letterOfAgent } from "./demo-letter.ts";
import type { House } from "./house.ts";
import { newLoginCode } from "./login-codes.ts";
import { takenBefore } from "./store-refusal.ts";

/** How many contracts are on their way at once: while one is computed the next is read and the last is written. */
const AT_ONCE = 4;

/**
 * Puts the contracts of the demonstration company into the store. Each contract comes in whole; broken off, the next call goes on with those
 * that are missing, and one that another process brought in meanwhile is passed over. Returns how many came in.
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
  const ledByIntermediary = new Set(demo.agents.filter(({ mode }) => mode === "intermediary_led").map(({ id }) => id));
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
        const intermediaryPersonId = ledByIntermediary.has(contract.agentId) ? people.get(COORDINATOR) : undefined;
        const parties = { agentPersonId, ...(intermediaryPersonId === undefined ? {} : { intermediaryPersonId }) };
        const agent = demo.agents.find(({ id }) => id === contract.agentId);
        const letter = letterOf(people, agent, contract.facts, companyId);
        const came = await addOnce(house, caller, { files, facts: contract.facts, ...parties, ...letter });
        if (came) added += 1;
      }
      done += 1;
      progress(done, of);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeOneAfterAnother));
  return added;
};
/** The letter that the company gave the agent. */
const letterOf = (
  people: ReadonlyMap<string, string>,
  agent: Agent | undefined,
  facts: string,
  companyId: number,
): Pick<NewContract, "letter"> => {
  const [writer, activator] = [people.get(LETTER_WRITER), people.get(LETTER_ACTIVATOR)];
  if (agent === undefined || writer === undefined || activator === undefined) return {};
  const by = { writer, activator, newCode: () => newLoginCode(companyId) };
  return { letter: (term) => letterOfAgent(agent, facts, term, by) };
};
/** Whether it came in; not where another process brings the same company in and had this contract first. */
const addOnce = async (house: House, caller: Caller, contract: NewContract): Promise<boolean> => {
  try {
    await addContract(house, caller, contract, "zh");
    return true;
  } catch (error) {
    if (takenBefore(error) !== "contract_number") throw error;
    return false;
  }
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
