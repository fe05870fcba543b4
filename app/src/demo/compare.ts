import { checkContract } from "@fealty/engine/contract/check/check.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Finding } from "@fealty/engine/findings/types.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import type { AnswerKey, Expectation, Slip, Truth } from "./key/model.ts";
import type { DemoDraft } from "./model.ts";
import { readerOf } from "./template-files.ts";

type Shown<Kind extends Expectation["shows"]> = Extract<Expectation, { readonly shows: Kind }>;
/** What a truth is compared with: its contract as evaluated, and the drafts that were never signed. */
export interface Seen {
  readonly evaluation: Evaluation;
  readonly drafts: readonly DemoDraft[];
}
type Test<Kind extends Expectation["shows"]> = (expected: Shown<Kind>, seen: Seen) => boolean;

const isOf = (finding: Finding, expected: Shown<"finding">): boolean =>
  finding.ref === expected.ref &&
  finding.bearer === expected.bearer &&
  (expected.periods === undefined || expected.periods.includes(finding.period ?? "")) &&
  (expected.subject === undefined || finding.subject === expected.subject);
const findingSeen: Test<"finding"> = (expected, { evaluation }) => {
  const found = evaluation.findings.filter((finding) => isOf(finding, expected));
  return (expected.periods ?? [undefined]).every((period) =>
    found.some((one) => period === undefined || one.period === period),
  );
};
const keptSeen: Test<"kept"> = ({ ref, subject, due }, { evaluation }) => {
  const instance = evaluation.clauses
    .flatMap(({ instances }) => instances)
    .find((one) => one.ref === ref && one.subject === subject);
  return instance?.state === "met" && instance.dueAt === parseInstant(due);
};
const linesSeen: Test<"lines"> = ({ component, period, sum }, { evaluation }) => {
  const statement = evaluation.statements.find(({ rule, label }) => rule === "C6.2/pay" && label === period);
  const amounts = (statement?.lines ?? []).filter((line) => line.component === component).map(({ amount }) => amount);
  const total = amounts.reduce<bigint>((all, amount) => all + amount, 0n);
  return amounts.length > 0 && (sum === "negative" ? total < 0n : evaluation.money(total as never) === sum);
};
const diagnosticSeen: Test<"diagnostic"> = ({ draft, code }, { drafts }) => {
  const one = drafts.find(({ id }) => id === draft);
  return one !== undefined && draftCodes(one).includes(code);
};
/** What `fealty check` says of a draft. */
export const draftCodes = ({ main, files }: DemoDraft): string[] => {
  const { readable, diagnostics } = loadContract(main, readerOf(files));
  return [...diagnostics, ...(readable ? checkContract(readable) : [])].map((one) => one.code);
};
const unchangedSeen: Test<"unchanged"> = (_, { evaluation }) => evaluation.contract.versions.length === 1;
/** Agreed damages beside the proved loss, remarked on by the engine as excessive (CC 585). */
const damagesSeen: Test<"damages"> = ({ ref, amount, loss }, { evaluation }) =>
  evaluation.claims.some(
    (one) =>
      one.ref === ref &&
      one.status === "decided" &&
      one.loss?.excessive === true &&
      evaluation.money(one.amount) === amount &&
      evaluation.money(one.loss.proved) === loss,
  );
const TESTS: { readonly [Kind in Expectation["shows"]]: Test<Kind> } = {
  finding: findingSeen,
  kept: keptSeen,
  lines: linesSeen,
  diagnostic: diagnosticSeen,
  unchanged: unchangedSeen,
  damages: damagesSeen,
};
const isSeen = (expected: Expectation, seen: Seen): boolean =>
  (TESTS[expected.shows] as Test<Expectation["shows"]>)(expected, seen);
/** A truth is found when everything shows that the key expects; one without expectations cannot be found yet. */
export const isFound = ({ expect }: Truth, seen: Seen): boolean =>
  expect.length > 0 && expect.every((one) => isSeen(one, seen));

const isSlip = (finding: Finding, { kind, ref, bearer, period }: Slip): boolean =>
  finding.ref === ref &&
  finding.bearer === bearer &&
  (kind === "late_delivery" || kind === "late_response" || finding.period === period);
/** Slips of everyday work that the evaluation did not find. */
export const slipsMissed = (key: AnswerKey, { contract, findings }: Evaluation): Slip[] =>
  key.slips.filter((slip) => slip.contract === contract.number && !findings.some((finding) => isSlip(finding, slip)));
/** Findings that nobody put into the data: accusations without ground. */
export const falseFindings = (key: AnswerKey, { contract, findings }: Evaluation): Finding[] => {
  const expected = key.truths.filter((truth) => truth.contract === contract.number).flatMap(({ expect }) => expect);
  const slips = key.slips.filter((slip) => slip.contract === contract.number);
  return findings.filter(
    (finding) =>
      !expected.some((one) => one.shows === "finding" && isOf(finding, one)) &&
      !slips.some((slip) => isSlip(finding, slip)),
  );
};
