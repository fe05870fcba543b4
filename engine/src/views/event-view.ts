// Clauses: C7.1, N1

import { EVENT_KINDS } from "../contract/event-kinds.ts";
import type { Contract, FieldType } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { grouped, withSign } from "./figures.ts";
import type { Customers, Privacy } from "./privacy.ts";
import type { EventView, Language } from "./view.ts";
import { asWords, fieldWord, wordsOf } from "./words-of.ts";

const typeOf = (contract: Contract, kind: string, field: string): FieldType | undefined =>
  EVENT_KINDS[kind]?.[field] ?? EVENT_KINDS[kind]?.[`${field}?`] ?? contract.events.get(kind)?.get(field);

const valueText = (contract: Contract, type: FieldType | undefined, raw: unknown, language: Language): string => {
  const words = wordsOf(language).value;
  if (type === "money" && typeof raw === "string") return withSign(raw, contract.currency.code);
  if (typeof raw === "boolean") return words[String(raw)] ?? String(raw);
  if (typeof raw === "number") return grouped(String(raw));
  if (typeof raw === "string") return words[raw] ?? raw;
  if (Array.isArray(raw))
    return raw.map((part) => valueText(contract, undefined, part, language)).join(language === "zh" ? "、" : ", ");
  if (typeof raw === "object" && raw !== null)
    return Object.entries(raw)
      .map(([name, part]) => `${fieldWord(name, language)} ${valueText(contract, undefined, part, language)}`)
      .join(language === "zh" ? "；" : "; ");
  return asWords(String(raw));
};
const COMMON: ReadonlySet<string> = new Set(["id", "kind", "at", "recorded_at", "by", "customer", "contract"]);
const byWord = (by: string, contract: Contract, privacy: Privacy, language: Language): string => {
  const words = wordsOf(language).party;
  if (by in words) return words[by as keyof typeof words];
  for (const [party, details] of Object.entries(contract.parties))
    if (details?.name === by) return privacy.party === "intermediary" ? words[party as keyof typeof words] : by;
  return privacy.party === "intermediary" ? "" : by;
};

const isReference = (text: string): boolean => /^[A-Z][\w.]*\/\w+@/.test(text);
/** A decision or a waiver names its instance, and that its customer. */
const detailText = (contract: Contract, privacy: Privacy, text: string): string => {
  const rule = isReference(text) ? contract.versions.at(-1)?.rules.get(text.split("@")[0]!) : undefined;
  const eyes = privacy.forRule(rule);
  if (rule) return eyes.ref(text);
  return privacy.party === "intermediary" ? eyes.scrub(text) : text;
};

/** An event as a party may read it. */
export const eventView = (contract: Contract, event: Event, seenBy: Privacy, language: Language): EventView => {
  const privacy = seenBy.forEvent(event);
  const by = event.by === undefined ? "" : byWord(event.by, contract, privacy, language);
  return {
    id: privacy.eventId(event.id, event.kind),
    kind: event.kind,
    at: event.at,
    recordedAt: event.recordedAt,
    ...(event.customer === undefined ? {} : { customer: privacy.customer(event.customer, event.kind) }),
    ...(by === "" ? {} : { by }),
    details: Object.entries(event.raw)
      .filter(([name, raw]) => !COMMON.has(name) && raw !== null && raw !== "" && privacy.maySee(name, event.kind))
      .filter(([, raw]) => typeof raw !== "string" || isReference(raw) || privacy.mayRead(raw))
      .map(([name, raw]) => ({
        name,
        text: detailText(contract, privacy, valueText(contract, typeOf(contract, event.kind, name), raw, language)),
      })),
  };
};

/** Names that `subject` events gave, and the customers in the agent's service, as known at a moment. */
export const customersAt = (events: readonly Event[], asOf: number): Pick<Customers, "names" | "served"> => {
  const names = new Map<string, string>();
  const served = new Set<string>();
  for (const event of events) {
    if (event.at > asOf || event.recordedAt > asOf || event.customer === undefined) continue;
    if (event.kind === "subject" && typeof event.raw.name === "string") names.set(event.customer, event.raw.name);
    if (event.kind === "served_by" || event.kind === "sale") served.add(event.customer);
    if (event.kind === "customer_left") served.delete(event.customer);
  }
  return { names, served };
};
