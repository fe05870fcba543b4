// Clauses: C1.1, N1

import type { Instant } from "@fealty/engine/values/brand.ts";
import type { ReadEvent } from "../evaluation/read-events.ts";
import { takePersons } from "../evaluation/take-person.ts";
import { UnsoundMaterial } from "../evaluation/threads.ts";
import { addContract as addToStore, type ContractFile, type ContractHead, readContract } from "../store/contracts.ts";
import { appendEvents } from "../store/events.ts";
import { addLetter, type Letter } from "../store/letters.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { newUuid } from "../store/uuid.ts";
import { actorOf, authorise, type Caller } from "./access.ts";
import { type AgentOfCode, agentOfCode, teamOfCode } from "./agent-of-code.ts";
import { checkActs } from "./check-acts.ts";
import { companyDay } from "./company-day.ts";
import { computeState } from "./compute-state.ts";
import { announceChanges, companyNow, type House } from "./house.ts";
import { intermediaryOfCode } from "./intermediary-of-code.ts";
import { Refusal } from "./refusal.ts";
import { registerTold } from "./register-told.ts";
import { heldLicences, tellContract } from "./tell-licences.ts";

export interface NewContract {
  /** The main file first. */
  readonly files: readonly ContractFile[];
  /** NDJSON of what has happened already; each line says itself when it was recorded. */
  readonly facts: string;
  readonly agentPersonId?: string;
  /** The agent by the company's own lists, who comes in with the contract where nobody has the code; instead of the id. */
  readonly agent?: AgentOfCode;
  /** Code of the team that is the agent, instead of a person: whoever leads it holds the contract. */
  readonly agentTeam?: string;
  readonly intermediaryPersonId?: string;
  /** Code of the firm that is the intermediary, or of the person; instead of the id. */
  readonly intermediary?: string;
  /** A letter of authority that comes in with the contract, by the contract's term; what has happened is held against it. */
  readonly letter?: (term: ContractHead["term"]) => Omit<Letter, "contractId" | "letterId">;
}
/**
 * Takes a contract in with its facts and computes what it is, in one transaction.
 * Refusals: `not_for_this_party`, `contract_refused` and `events_refused` with every mistake, `already_there`, `code_of_another`, `team_refused`,
 * `intermediary_refused`.
 */
export const addContract = async (
  house: House,
  caller: Caller,
  given: NewContract,
  language: "zh" | "en",
): Promise<{ readonly number: string; readonly events: number }> => {
  authorise(caller, "add-contract");
  const contractId = newUuid();
  const key = { companyId: caller.companyId, contractId, version: 1, sequence: 0 };
  const material = () => Promise.resolve({ files: given.files, facts: "" });
  try {
    const head = await house.threads.ask<"head">(key, { ask: "head" }, material);
    const { text, told } = takePersons(given.facts);
    const question = { ask: "read", name: head.number, text, language } as const;
    const { events, problems } = await house.threads.ask<"read">(key, question, material);
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw refused("events_refused", errors);
    const added = await house.store.withCompany(
      caller.companyId,
      { by: actorOf(house, caller, "add-contract") },
      async (tx) => {
        const now = await companyNow(house, tx);
        // A licence that is recorded at the same time is either read here or tells this contract itself; nor is a team or a firm closed meanwhile.
        const isNamed = given.agentTeam !== undefined || given.intermediary !== undefined;
        if (head.licensed !== undefined || isNamed) await lockOrganisation(tx);
        const day = await companyDay(house, tx);
        const agent =
          given.agent !== undefined
            ? { agentPersonId: await agentOfCode(tx, given.agent, head.term.from) }
            : given.agentTeam !== undefined
              ? await teamOfCode(tx, given.agentTeam, head, day)
              : {};
        const bound = { ...head, ...personsOf(given), ...agent };
        const intermediary =
          given.intermediary === undefined ? {} : await intermediaryOfCode(tx, given.intermediary, bound, day);
        await addToStore(tx, { ...bound, contractId, ...intermediary }, given.files, now);
        // It was read before its record began, and without what its record hides names with.
        house.threads.drop(key);
        const { last } = await appendEvents(tx, contractId, events.map(asIncoming), { receivedAt: now });
        const contract = { ...(await readContract(tx, contractId)), eventSequence: last };
        const facts = events.map(({ line }) => line).join("\n");
        await registerTold(house, tx, told, caller.personId);
        await computeState(house, tx, contract, now, last === 0 ? undefined : { after: 0, facts });
        if (given.letter !== undefined) {
          await addLetter(tx, { ...given.letter(head.term), contractId, letterId: newUuid() });
          await checkActs(house, tx, contract, { after: 0, last }, now);
        }
        if (head.licensed !== undefined)
          await tellContract(house, tx, contract, await heldLicences(tx), () => undefined);
        return { number: head.number, events: last };
      },
    );
    await announceChanges(house, caller.companyId, [contractId]);
    return added;
  } catch (error) {
    house.threads.drop(key);
    if (error instanceof UnsoundMaterial) throw refused("contract_refused", error.problems);
    throw error;
  }
};
const asIncoming = (event: ReadEvent) => ({
  ...event,
  at: event.at as Instant,
  recordedAt: event.recordedAt as Instant,
});
const personsOf = ({ agentPersonId, intermediaryPersonId }: NewContract) => ({
  ...(agentPersonId === undefined ? {} : { agentPersonId }),
  ...(intermediaryPersonId === undefined ? {} : { intermediaryPersonId }),
});
const refused = (code: "contract_refused" | "events_refused", problems: Refusal["problems"]): Refusal =>
  new Refusal(
    code,
    {
      zh: `有 ${problems.length} 处错误，全部没有写入。请按所列的文件、行和列改正。`,
      en: `${problems.length === 1 ? "There is one mistake" : `There are ${problems.length} mistakes`} and nothing was written. Mend the files, lines and columns listed.`,
    },
    { count: problems.length },
    problems,
  );
