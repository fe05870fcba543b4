// Clauses: C7.1
import { onlyOrder } from "./date-text.ts";

/** How a file's dates are ordered, as one of its own dates shows. */
export interface DecidedOrder {
  readonly order: "dmy" | "mdy";
  readonly row: number;
  readonly value: string;
}
/** Dates of a file that can be read in one order only: where all of them agree, nobody need be asked about the others. */
export class DecidingDates {
  private readonly first = new Map<DecidedOrder["order"], DecidedOrder>();
  see(value: string, row: number): void {
    const order = onlyOrder(value);
    if (order !== undefined && !this.first.has(order)) this.first.set(order, { order, row, value });
  }
  /** Undefined where none decides, or two contradict each other. */
  get decided(): DecidedOrder | undefined {
    const [one, other] = this.first.values();
    return other ? undefined : one;
  }
}
