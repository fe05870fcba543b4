// Clauses: C8.3, C12.2, N7
import { zonedText } from "./calendar/zone.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Event } from "./facts/event.ts";
import type { Json } from "./output.ts";
import { instanceName } from "./rules/settle.ts";
import type { Instance } from "./rules/types.ts";

/** What a bundle of one case is about: a complaint or another matter of service, or an act that an authority is held against. */
export const CASE_KINDS = ["case", "act"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** Which kind of case goes by that number; undefined where no fact names it. */
export const caseKind = (events: readonly Event[], id: string): CaseKind | undefined =>
  CASE_KINDS.find((kind) => events.some(({ raw }) => raw[kind] === id));
/**
 * The facts that belong to a case: those that name it, those that name a duty or a finding of it, and what corrects or takes back one of them.
 */
export const eventsOfCase = (events: readonly Event[], kind: CaseKind, id: string): Event[] => {
  const own = new Set<string>();
  const names = (value: unknown): boolean =>
    typeof value === "string"
      ? isAbout(value, id) || own.has(value)
      : Array.isArray(value)
        ? value.some(names)
        : typeof value === "object" && value !== null && Object.values(value).some(names);
  // What names another fact comes behind it, but not in every file.
  for (let before = -1; before < own.size; ) {
    before = own.size;
    for (const { id: eventId, raw } of events) {
      if (own.has(eventId)) continue;
      const { id: _, at: __, ...said } = raw;
      if (raw[kind] === id || names(said)) own.add(eventId);
    }
  }
  return events.filter((event) => own.has(event.id));
};
/** The duties that one case is the matter of. */
export const dutiesOfCase = ({ clauses }: Evaluation, id: string): Instance[] =>
  clauses.flatMap(({ instances }) => instances).filter(({ subject }) => subject !== undefined && bare(subject) === id);
export const dutyName = ({ ref, period, subject, bearer }: Instance): string =>
  `${instanceName(ref, period, subject)}${bearer === undefined ? "" : `~${bearer}`}`;
/** State and moments of a duty, RFC 3339. */
export const dutyFigure = ({ zone }: Pick<Evaluation, "zone">, duty: Instance): Json => ({
  state: duty.state,
  opened_at: zonedText(zone, duty.openedAt),
  ...(duty.dueAt === undefined ? {} : { due_at: zonedText(zone, duty.dueAt) }),
  ...(duty.closedAt === undefined ? {} : { closed_at: zonedText(zone, duty.closedAt) }),
});
/** A matter that came again is told apart by a number: `K1#2`. */
const bare = (subject: string): string => subject.replace(/#\d+$/, "");
/** `C5.2/answer@K1~company` is about K1. */
const isAbout = (text: string, id: string): boolean => {
  const at = text.indexOf("@");
  return (
    at > 0 &&
    /^[A-Z][A-Z\d.]*\//.test(text) &&
    text
      .slice(at + 1)
      .split(/[/~@]/)
      .map(bare)
      .includes(id)
  );
};
