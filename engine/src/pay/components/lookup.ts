// Clauses: C6.2
import { multiply } from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { byCodeUnit } from "../../values/text.ts";
import { rowKey } from "../credit.ts";
import { exactAmountText, percentText } from "../figures.ts";
import { LABELS } from "../labels.ts";
import { keptIds } from "../line.ts";
import type { ComponentHandler } from "./handler.ts";

/** A line for each row of the rate table that was sold under. A sale without a row is the payer's error, never 0 silently. */
export const payLookup: ComponentHandler<"lookup"> = (run, parts) => {
  const { currency } = run.book.plan.contract;
  for (const { slot, component } of parts) {
    const cell = slot.cells.components.get(component.id);
    for (const { key, rate } of component.table) {
      const row = rowKey(key);
      const sold = cell?.rows.get(row);
      if (!sold) continue;
      const { credited } = sold;
      const evidence = keptIds(sold.ids);
      run.emit(slot, {
        component: component.id,
        kind: component.kind,
        slot: slot.index,
        row,
        basis: round(credited, "half_up"),
        rate,
        amount: round(multiply(credited, rate), "half_up"),
        formula: () => `${row}: ${exactAmountText(credited, currency)} × ${percentText(rate)}`,
        inputs: () => [{ what: LABELS.credited, value: exactAmountText(credited, currency), evidence: evidence() }],
        evidence,
      });
    }
    for (const event of [...(cell?.rowless.keys() ?? [])].sort(byCodeUnit)) {
      run.excluded.push({ reason: "no_rate_row", event, component: component.id, owner: run.book.payer });
    }
  }
};
