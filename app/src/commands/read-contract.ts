// Clauses: N1, N2
import type { TimelineFilter, Viewpoint } from "@fealty/engine/views/viewpoint.ts";
import type { Answers, Asked, ContractKey, QuestionOf } from "../evaluation/protocol.ts";
import { authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { nameSightOf } from "./customer-mask.ts";
import { namesOfContract, namesShownOf } from "./customer-names.ts";
import { disclosedIn } from "./disclosed-customers.ts";
import { companyNow, contractNumbered, type House, type KnownContract, keyOf, materialOf } from "./house.ts";
import { Refusal } from "./refusal.ts";

/** Asks a contract as its last event left it. Refusals: `not_for_this_party`, `no_such_contract`. */
export const readContract = async <Name extends Asked>(
  house: House,
  caller: Caller,
  number: string,
  question: QuestionOf<Name> | ((now: number) => QuestionOf<Name>),
): Promise<Answers[Name]> => {
  authorise(caller, "read-contract");
  const { companyId } = caller;
  const { key, now, contract } = await house.store.withCompany(
    companyId,
    { ...relationOf(caller, "read-contract"), snapshot: true },
    async (tx) => {
      const contract = await contractNumbered(tx, number);
      authoriseFor(caller, contract);
      return { key: keyOf(companyId, contract), now: await companyNow(house, tx), contract };
    },
  );
  const asked = typeof question === "function" ? question(now) : question;
  const named =
    SHOWS_NAMES.has(asked.ask) && "viewpoint" in asked
      ? await withNamesOf(house, caller, { key, contract }, asked)
      : asked;
  return house.threads.ask<Name>(key, named, materialOf(house, key));
};
const SHOWS_NAMES: ReadonlySet<Asked> = new Set(["view", "timeline", "explain", "recompute"]);
/**
 * Whoever may read the contract is shown what its party may know; to hide a name in somebody's words the view has to know it, too. An intermediary is
 * shown those alone who consented to it, whoever looks with its eyes. Somebody of the company is told names as the table of its roles has them.
 */
const withNamesOf = async <Question extends { readonly viewpoint: Viewpoint; readonly filter?: TimelineFilter }>(
  house: House,
  caller: Caller,
  { key, contract }: { readonly key: ContractKey; readonly contract: KnownContract },
  asked: Question,
): Promise<Question> => {
  const sight = nameSightOf(caller);
  const { names, disclosed } = await house.store.withCompany(key.companyId, { snapshot: true }, async (tx) => ({
    names:
      sight === undefined
        ? { names: await namesOfContract(tx, key) }
        : await namesShownOf(tx, key, sight, asked.viewpoint.language),
    disclosed: asked.viewpoint.party === "intermediary" ? [...(await disclosedIn(tx, contract))] : [],
  }));
  const named = { ...asked, viewpoint: { ...asked.viewpoint, ...names, disclosed } };
  if (sight !== "masked" || named.filter === undefined) return named;
  // A whole name finds here as it does in the list of customers: whoever types it knows it.
  const words = named.filter.words.trim();
  const calledSo = Object.keys(names.names).filter((code) => names.names[code] === words);
  return { ...named, filter: { ...named.filter, calledSo } };
};
/** The same of one figure. Refusals: those of `readContract`, and `no_such_figure`. */
export const readFigure = async <Name extends "explain" | "recompute">(
  house: House,
  caller: Caller,
  { number, ref }: { readonly number: string; readonly ref: string },
  question: (now: number) => QuestionOf<Name>,
): Promise<NonNullable<Answers[Name]>> => {
  const found = await readContract<Name>(house, caller, number, question);
  if (found !== undefined) return found as NonNullable<Answers[Name]>;
  throw new Refusal(
    "no_such_figure",
    {
      zh: `合同 ${number} 此时没有可以打开的数字 ${ref}。请核对写法，例如 statement/2026-06、C3.2/nps@2026-Q2。`,
      en: `Contract ${number} has no figure ${ref} at this moment. Check how it is written, for example statement/2026-06 or C3.2/nps@2026-Q2.`,
    },
    { number, ref },
  );
};
