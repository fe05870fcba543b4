// Clauses: C6.2
import { type PayBook, type SaleRecord, touchPeriod } from "./book.ts";
import { putEntry } from "./cells.ts";
import { deriveSale } from "./credit.ts";

/** Takes a sale's entries out of the cells. */
const lift = (book: PayBook, record: SaleRecord): void => {
  for (const { at, slot, entry } of record.placed) {
    putEntry(slot.cells, entry, -1);
    touchPeriod(book, at.index);
  }
  record.placed = [];
  book.refusedSales.delete(record.fact.event.id);
  book.outside.delete(record.fact.event.id);
};
/** Takes a sale's entries out of the cells and puts in what it earns by what is known now. */
const put = (book: PayBook, record: SaleRecord): void => {
  lift(book, record);
  const derived = deriveSale(book, record);
  record.placed = derived.placed;
  if (derived.refused) book.refusedSales.set(record.fact.event.id, { fact: record.fact, reason: derived.refused });
  if (derived.outside) book.outside.set(record.fact.event.id, { fact: record.fact, reason: derived.outside });
  for (const { at, slot, entry } of record.placed) {
    putEntry(slot.cells, entry, 1);
    touchPeriod(book, at.index);
  }
};
export const place = { lift, put } as const;
