// Clauses: C6.2

import type { Money } from "../../values/brand.ts";
import { addDays } from "../../values/date.ts";
import { opposite, shareOut } from "../../values/money.ts";
import { amountText, percentText, sumText } from "../figures.ts";
import { baseInput, sumOf } from "../line.ts";
import { linesOn } from "../run.ts";
import { atEnd, type ComponentHandler } from "./handler.ts";

/**
 * Gives a pool to the team's members: one line takes it out, a line for each member gives it on, together zero (more with
 * `overlay`). Shares are those at the period's end, after the term those at the term's; a negative pool is shared on its
 * absolute value. Without `on`, lines that are a member's own already are left alone.
 */
export const paySplit: ComponentHandler<"split"> = (run, parts) => {
  const component = atEnd<"split">(run, parts);
  if (!component) return;
  const { currency } = run.book.plan.contract;
  const lines = linesOn(run, component).filter((line) => component.on !== undefined || line.member === undefined);
  const pool = sumOf(lines);
  const lastDay = Math.min(addDays(run.at.period.toDay, -1), run.book.plan.contract.term.until);
  const members = run.book.members.filter(
    ({ from, until }) => (from === undefined || from <= lastDay) && (until === undefined || until >= lastDay),
  );
  if (pool === 0n || members.length === 0) return;
  const common = { component: component.id, kind: component.kind, basis: pool } as const;
  const inputs = () => [baseInput(lines, amountText(pool, currency))];
  run.emit(run.endSlot, {
    ...common,
    amount: opposite(pool),
    formula: () => sumText([amountText(opposite(pool), currency)]),
    inputs,
  });
  const amounts: readonly Money[] = shareOut(
    pool,
    members.map(({ share }) => share),
  );
  members.forEach(({ id, share }, index) => {
    run.emit(run.endSlot, {
      ...common,
      member: id,
      rate: share,
      amount: amounts[index]!,
      formula: () => `${amountText(pool, currency)} × ${percentText(share)}`,
      inputs,
    });
  });
};
