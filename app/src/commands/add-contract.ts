// Clauses: C1.1, N1

import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import { addContract as addToStore, type ContractFile, type ContractHead } from "../store/contracts.ts";
import { appendEvents } from "../store/events.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller } from "./access.ts";
import { computeState } from "./compute-state.ts";
import { companyNow, contractNumbered, type House, keyOf, materialIn } from "./house.ts";
import { Refusal } from "./refusal.ts";

export interface NewContract {
  /** The main file first. */
  readonly files: readonly ContractFile[];
  /** NDJSON of what has happened already; each line says itself when it was recorded. */
  readonly facts: string;
  readonly agentPersonId?: string;
  readonly intermediaryPersonId?: string;
}
/**
 * Takes a contract in with its facts and computes what it is, in one transaction.
 * Refusals: `not_for_this_party`, `contract_refused` and `events_refused` with every mistake, `already_there`.
 */
export const addContract = async (
  house: House,
  caller: Caller,
  given: NewContract,
  language: "zh" | "en",
): Promise<{ readonly number: string; readonly events: number }> => {
  authorise(caller, "add-contract");
  const contract = loaded(given.files, language);
  const head = headOf(contract, given);
  return house.store.withCompany(caller.companyId, {}, async (tx) => {
    const now = await companyNow(house, tx);
    await addToStore(tx, head, given.files, now);
    const empty = await contractNumbered(tx, head.number);
    const key = keyOf(tx.companyId, empty);
    const question = { ask: "read", name: head.number, text: given.facts, language } as const;
    const { events, problems } = await house.threads.ask<"read">(key, question, () => materialIn(tx, key));
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw refused("events_refused", errors);
    const incoming = events.map((event) => ({
      ...event,
      at: event.at as Instant,
      recordedAt: event.recordedAt as Instant,
    }));
    const { last } = await appendEvents(tx, head.contractId, incoming, { receivedAt: now });
    await computeState(house, tx, { ...empty, eventSequence: last }, now);
    return { number: head.number, events: last };
  });
};
const loaded = (files: readonly ContractFile[], language: "zh" | "en"): Contract => {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const { contract, diagnostics } = loadContract(files[0]?.path ?? "", (path) => texts.get(path));
  if (contract) return contract;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  throw refused(
    "contract_refused",
    errors.map((one) => problemView(one, language)),
  );
};
const refused = (code: "contract_refused" | "events_refused", problems: Refusal["problems"]): Refusal =>
  new Refusal(
    code,
    {
      zh: `有 ${problems.length} 处错误，全部没有写入。请按所列的文件、行和列改正。`,
      en: `There are ${problems.length} mistakes and nothing was written. Mend the files, lines and columns listed.`,
    },
    { count: problems.length },
    problems,
  );
const headOf = (contract: Contract, given: NewContract): ContractHead => {
  const { company, agent, intermediary } = contract.parties;
  return {
    contractId: newUuid(),
    number: contract.number,
    title: { zh: inLanguage(contract.title, "zh"), en: inLanguage(contract.title, "en") },
    mode: contract.mode,
    status: contract.status === "draft" ? "draft" : "in_force",
    term: { from: dayText(contract.term.from), until: dayText(contract.term.until) },
    companyName: company?.name ?? "",
    agentName: agent?.name ?? "",
    ...(intermediary ? { intermediaryName: intermediary.name } : {}),
    ...(given.agentPersonId === undefined ? {} : { agentPersonId: given.agentPersonId }),
    ...(given.intermediaryPersonId === undefined ? {} : { intermediaryPersonId: given.intermediaryPersonId }),
  };
};
