// Clauses: N1, N2
import type { Answers, Asked, QuestionOf } from "../evaluation/protocol.ts";
import { authorise, type Caller } from "./access.ts";
import { companyNow, contractNumbered, type House, keyOf, materialOf } from "./house.ts";

/** Asks a contract as its last event left it. Refusals: `not_for_this_party`, `no_such_contract`. */
export const readContract = async <Name extends Asked>(
  house: House,
  caller: Caller,
  number: string,
  question: QuestionOf<Name> | ((now: number) => QuestionOf<Name>),
): Promise<Answers[Name]> => {
  authorise(caller, "read-contract");
  const { companyId, personId } = caller;
  const { key, now } = await house.store.withCompany(companyId, { personId, snapshot: true }, async (tx) => ({
    key: keyOf(companyId, await contractNumbered(tx, number)),
    now: await companyNow(house, tx),
  }));
  const asked = typeof question === "function" ? question(now) : question;
  return house.threads.ask<Name>(key, asked, materialOf(house, key));
};
