// Clauses: C7.1, N1

import { EVENT_KINDS } from "../contract/event-kinds.ts";
import type { Contract, FieldType, Rule } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { grouped, withSign } from "./figures.ts";
import type { Customers, Privacy } from "./privacy.ts";
import type { EventView, Language } from "./view.ts";
import { asWords, fieldWord, wordsOf } from "./words-of.ts";

const typeOf = (contract: Contract, kind: string, field: string): FieldType | undefined =>
  EVENT_KINDS[kind]?.[field] ?? EVENT_KINDS[kind]?.[`${field}?`] ?? contract.events.get(kind)?.get(field);

interface Reading {
  readonly contract: Contract;
  readonly event: Event;
  readonly privacy: Privacy;
  readonly language: Language;
}
const valueText = (reading: Reading, name: string, raw: unknown, type?: FieldType): string => {
  const { contract, event, privacy, language } = reading;
  const words = wordsOf(language).value;
  if (type === "money" && typeof raw === "string") return withSign(raw, contract.currency.code);
  if (typeof raw === "boolean") return words[String(raw)] ?? String(raw);
  if (typeof raw === "number") return grouped(String(raw));
  if (typeof raw === "string" && name === "name") return privacy.recordedName(raw, event.customer, event.kind);
  if (typeof raw === "string")
    return isReference(raw) ? referenceText(contract, privacy, raw) : privacy.recorded(words[raw] ?? raw);
  if (Array.isArray(raw))
    return raw
      .filter((part) => isShown(reading, name, part))
      .map((part) => valueText(reading, name, part))
      .join(language === "zh" ? "、" : ", ");
  if (typeof raw === "object" && raw !== null)
    return Object.entries(raw)
      .filter(([part, value]) => isShown(reading, part, value))
      .map(([part, value]) => `${fieldWord(part, language)} ${valueText(reading, part, value)}`)
      .join(language === "zh" ? "；" : "; ");
  return asWords(String(raw));
};
const isShown = ({ event, privacy }: Reading, name: string, raw: unknown): boolean =>
  raw !== null &&
  raw !== "" &&
  privacy.maySee(name, event.kind) &&
  privacy.mayReach(name, event.customer) &&
  (typeof raw !== "string" || isReference(raw) || privacy.mayRead(raw));
const COMMON: ReadonlySet<string> = new Set(["id", "kind", "at", "recorded_at", "by", "customer", "contract"]);
const byWord = (by: string, contract: Contract, privacy: Privacy, language: Language): string => {
  const words = wordsOf(language).party;
  if (by in words) return words[by as keyof typeof words];
  for (const [party, details] of Object.entries(contract.parties))
    if (details?.name === by) return privacy.party === "intermediary" ? words[party as keyof typeof words] : by;
  return privacy.party === "intermediary" ? "" : by;
};

const isReference = (text: string): boolean => /^[A-Z][\w.]*\/\w+@/.test(text);
const ruleNamed = (contract: Contract, id: string): Rule | undefined =>
  contract.versions.findLast(({ rules }) => rules.has(id))?.rules.get(id);
/**
 * A decision or a waiver names its instance, and that its customer: each reference is hidden by its own rule. A claim's carries
 * that of its finding. What no rule answers to could be about anything: of it only the rule's name is told.
 */
const referenceText = (contract: Contract, privacy: Privacy, ref: string): string => {
  const at = ref.indexOf("@");
  const [name, about] = [ref.slice(0, at), ref.slice(at + 1)];
  if (isReference(about)) return `${name}@${referenceText(contract, privacy, about)}`;
  const rule = ruleNamed(contract, name);
  return rule ? privacy.forRule(rule).ref(ref) : name;
};

/** An event as a party may read it. */
export const eventView = (contract: Contract, event: Event, seenBy: Privacy, language: Language): EventView => {
  const privacy = seenBy.forEvent(event);
  const reading = { contract, event, privacy, language };
  const by = event.by === undefined ? "" : byWord(event.by, contract, privacy, language);
  return {
    id: privacy.eventId(event.id, event.kind),
    kind: event.kind,
    at: event.at,
    recordedAt: event.recordedAt,
    ...(event.customer === undefined ? {} : { customer: privacy.customer(event.customer, event.kind) }),
    ...(by === "" ? {} : { by }),
    details: Object.entries(event.raw)
      .filter(([name, raw]) => !COMMON.has(name) && isShown(reading, name, raw))
      .map(([name, raw]) => ({ name, text: valueText(reading, name, raw, typeOf(contract, event.kind, name)) })),
  };
};

/** Names that `subject` events gave, and the customers in the agent's service, as known at a moment. */
export const customersAt = (events: readonly Event[], asOf: number): Pick<Customers, "names" | "called" | "served"> => {
  const names = new Map<string, string>();
  const called = new Map<string, string>();
  const served = new Set<string>();
  for (const event of events) {
    if (event.at > asOf || event.recordedAt > asOf || event.customer === undefined) continue;
    if (event.kind === "subject" && typeof event.raw.name === "string") {
      names.set(event.customer, event.raw.name);
      called.set(event.raw.name, event.customer);
    }
    if (event.kind === "served_by" || event.kind === "sale") served.add(event.customer);
    if (event.kind === "customer_left") served.delete(event.customer);
  }
  return { names, called, served };
};
