// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText, parseInstant } from "@fealty/engine/values/date.ts";
import type { ContractEntry } from "../source/contract-source.ts";
import type { PageSearch } from "./search.ts";

/** What a link's `asOf` means; `trouble` says why another moment is shown than the one it asks for. */
export interface LinkedMoment {
  readonly at: number;
  readonly trouble?: "unreadable" | "before" | "after";
}
type Range = Pick<ContractEntry, "opensAt" | "offset" | "from" | "until">;
const DAY = 86_400_000_000;
/** So long after its end a contract may still pay something out. */
const LONGEST_AFTER = 5 * 366 * DAY;

const offsetOf = ({ opensAt, offset }: Range): string => instantText(opensAt as Instant, offset).slice(-6);

/** A day alone is its end; a time without a zone is one of the contract's. */
export const readMoment = (text: string | undefined, entry: Range): LinkedMoment => {
  if (text === undefined) return { at: entry.opensAt };
  const [day, time] = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/.exec(text)?.slice(1) ?? [];
  const at = parseInstant(day === undefined ? text : `${day}${time ?? "T23:59:59"}${offsetOf(entry)}`);
  if (at === undefined) return { at: entry.opensAt, trouble: "unreadable" };
  if (at < entry.from) return { at: entry.from, trouble: "before" };
  const last = entry.until + LONGEST_AFTER;
  return at > last ? { at: last, trouble: "after" } : { at };
};
export const withMoment = (search: PageSearch, moment: number, entry: Range): PageSearch => {
  const { asOf: _, ...rest } = search;
  return moment === entry.opensAt ? rest : { ...rest, asOf: instantText(moment as Instant, entry.offset) };
};
