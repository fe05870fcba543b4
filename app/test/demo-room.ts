import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { falseFindings, isFound, slipsMissed } from "../src/demo/compare.ts";
import type { Demo, DemoContract } from "../src/demo/model.ts";
import { reckoner } from "../src/demo/reckon.ts";

export interface Compared {
  /** Ids of truths that everything shows. */
  readonly found: readonly string[];
  readonly falseFindings: readonly string[];
  readonly slipsMissed: readonly string[];
  readonly evaluations: ReadonlyMap<string, Evaluation>;
}
/** One for all calls: the template is parsed once. */
const reckon = reckoner();
/** Evaluates every contract at the moment that the demonstration shows, and holds it against the answer key. */
export const compare = (demo: Demo, contracts: Iterable<DemoContract>): Compared => {
  const evaluations = new Map<string, Evaluation>();
  const found: string[] = [];
  const beyond: string[] = [];
  const missed: string[] = [];
  for (const contract of contracts) {
    const evaluation = reckon(contract, demo.company.as_of);
    evaluations.set(contract.number, evaluation);
    const seen = { evaluation, drafts: demo.drafts };
    for (const truth of demo.key.truths)
      if (truth.contract === contract.number && isFound(truth, seen)) found.push(truth.id);
    beyond.push(...falseFindings(demo.key, evaluation).map(({ id }) => `${contract.number} ${id}`));
    missed.push(...slipsMissed(demo.key, evaluation).map(({ ref }) => `${contract.number} ${ref}`));
  }
  return { found: found.sort(), falseFindings: beyond, slipsMissed: missed, evaluations };
};
/** What a contract shows as at risk: it may still be averted. */
export const riskyOf = ({ clauses }: Evaluation): string[] =>
  clauses.flatMap(({ instances }) => instances).flatMap(({ ref, state }) => (state === "at_risk" ? [ref] : []));
