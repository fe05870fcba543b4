// Clauses: C6.2
import { memberName, nameIn } from "../contract/members.ts";
import type { Evaluation } from "../evaluation.ts";
import { moneyText } from "../values/money.ts";
import type { HeldView, Language } from "./view.ts";

const SHOWN = 20;
/** Sales that nobody is credited for until a licence that covers their day is filed; undefined where there are none. */
export const heldView = (evaluation: Evaluation, language: Language): HeldView | undefined => {
  const held = evaluation.licensing()?.held ?? [];
  if (held.length === 0) return undefined;
  const { parties, currency } = evaluation.contract;
  const agent = parties.agent === undefined ? "" : nameIn(parties.agent, language);
  return {
    count: held.length,
    sales: held.slice(0, SHOWN).map(({ event, at, amount, lacking }) => ({
      event,
      at,
      ...(amount === undefined ? {} : { amount: moneyText(amount, currency) }),
      lacking: lacking.map((member) => (member === undefined ? agent : memberName(parties, member))),
    })),
  };
};
