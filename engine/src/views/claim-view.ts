// Clauses: C11.2
import type { Evaluation } from "../evaluation.ts";
import { periodWords } from "../messages/period-words.ts";
import type { ProvedLoss } from "../remedies/types.ts";
import { type Currency, moneyText } from "../values/money.ts";
import { toDecimalText } from "../values/rational.ts";
import { subjectWords } from "./clause-view.ts";
import type { Privacy } from "./privacy.ts";
import { ruleTitle } from "./rule-view.ts";
import { wordingOf } from "./version-at.ts";
import type { ClaimView, Language } from "./view.ts";

/** Liquidated damages with what each is for. Both sides see them; a reference names no person whom a party may not know. */
export const claimViews = (evaluation: Evaluation, privacy: Privacy, language: Language): ClaimView[] => {
  const { currency } = evaluation.contract;
  return evaluation.claims.map((claim) => {
    const finding = evaluation.findings.find((one) => one.id === claim.finding);
    const version = wordingOf(evaluation, finding ?? {});
    const rule = finding && version.rules.get(finding.ref);
    const eyes = privacy.forRule(rule);
    const about = [
      rule ? ruleTitle(evaluation.contract, version, rule, language) : (finding?.clause ?? claim.clause),
      ...(finding?.period === undefined ? [] : [periodWords(finding.period, language)]),
      ...(finding?.subject === undefined
        ? []
        : [subjectWords(evaluation, version, finding.subject, rule, eyes, language)]),
    ];
    return {
      ref: `${claim.ref}@${eyes.ref(claim.finding)}`,
      rule: claim.ref,
      clause: claim.clause,
      holder: claim.holder,
      from: claim.from,
      about: about.join(" · "),
      aboutRef: eyes.ref(claim.finding),
      amount: moneyText(claim.amount, currency),
      ...(claim.uncapped === claim.amount ? {} : { uncapped: moneyText(claim.uncapped, currency) }),
      ...(claim.days === undefined ? {} : { days: claim.days }),
      status: claim.status,
      ...(claim.loss === undefined ? {} : { loss: lossView(claim.loss, currency) }),
    };
  });
};
const lossView = ({ proved, ratio, excessive }: ProvedLoss, currency: Currency): NonNullable<ClaimView["loss"]> => ({
  amount: moneyText(proved, currency),
  ...(ratio === undefined ? {} : { above: toDecimalText(ratio, 4) }),
  excessive,
});
