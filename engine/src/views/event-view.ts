// Clauses: C7.1, N1

import { EVENT_KINDS } from "../contract/event-kinds.ts";
import type { Contract, FieldType } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { periodWords } from "../messages/period-words.ts";
import { grouped, withSign } from "./figures.ts";
import { lineWords } from "./line-words.ts";
import { type Customers, followsAnswer, isAnswer, isForCustomer, type Privacy } from "./privacy.ts";
import { paramLabel, ruleTitle } from "./rule-view.ts";
import type { EventView, Language } from "./view.ts";
import { asWords, fieldWord, wordsOf } from "./words-of.ts";

const typeOf = (contract: Contract, kind: string, field: string): FieldType | undefined =>
  EVENT_KINDS[kind]?.[field] ??
  EVENT_KINDS[kind]?.[`${field}?`] ??
  contract.events.get(kind)?.get(field) ??
  contract.events.get(kind)?.get(`${field}?`);

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
  if (typeof raw === "string" && REFERENCE.test(raw)) return referenceWords(reading, raw);
  if (typeof raw === "string" && INSTANT.test(raw))
    return raw.replace(INSTANT, raw.endsWith("Z") ? "$1 $2 UTC" : "$1 $2");
  if (typeof raw === "string") return privacy.recorded(words[raw] ?? plainWords(contract, name, raw, language));
  if (Array.isArray(raw))
    return raw
      .filter((part) => isShown(reading, name, part))
      .map((part) => valueText(reading, name, part))
      .join(language === "zh" ? "、" : ", ");
  if (typeof raw === "object" && raw !== null)
    return Object.entries(raw)
      .filter(([part, value]) => isShown(reading, part, value))
      .map(([part, value]) => {
        // A part of a field is written as the event's own field of that name: the amount of an allocation like the payment's.
        const text = valueText(reading, part, value, typeOf(contract, event.kind, part));
        return `${fieldWord(part, language)} ${text}`;
      })
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

/** A rule, or a matter of it: `C9.1/message_answer`, `C1.3/first_contact@K064~agent`. */
const REFERENCE = /^[A-Z][A-Z\d.]*\/[a-z]\w*(?:@|$)/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:[+-]\d{2}:\d{2}|Z)$/;
const isReference = (text: string): boolean => REFERENCE.test(text);
/** What a contract calls its own parameter or line of pay; a key that nothing has a word for is at least written as words. */
const plainWords = (contract: Contract, name: string, raw: string, language: Language): string => {
  const version = contract.versions.at(-1);
  const param = name === "param" ? version?.params.get(raw) : undefined;
  if (param) return paramLabel(param, language);
  if (version && name === "line") return lineWords(contract, version, raw, language);
  return /^[a-z]+(_[a-z\d]+)+$/.test(raw) ? asWords(raw) : raw;
};
/**
 * A decision or a waiver names its matter, and that its customer: each reference is written as its own rule allows. A claim's
 * carries that of its finding. What no rule answers to could be about anything: of it only the rule's name is told.
 */
const referenceWords = (reading: Reading, ref: string): string => {
  const { contract, privacy, language } = reading;
  const [name = "", ...rest] = ref.split("@");
  const about = rest.join("@").replace(/~\w*$/, "");
  const version = contract.versions.findLast(({ rules }) => rules.has(name));
  const rule = version?.rules.get(name);
  if (!version || !rule) return asWords(name.replace("/", " "));
  const title = ruleTitle(contract, version, rule, language);
  if (about === "") return title;
  if (isReference(about)) return `${title} · ${referenceWords(reading, about)}`;
  const eyes = privacy.forRule(rule);
  const { subject } = wordsOf(language);
  const parts = about
    .split("/")
    .filter(
      (part) =>
        eyes.mayRead(part) ||
        (eyes.party !== "intermediary" && eyes.subject(part, rule.kind, isForCustomer(rule)) !== part),
    )
    .map((part) => subject[part] ?? periodWords(eyes.subject(part, rule.kind, isForCustomer(rule)), language));
  return [title, ...parts].join(" · ");
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

/**
 * Whether the line of an event can be handed to a party as it is: everything in it is something that the party reads on its screens, too.
 * @param hidden ids of events whose lines it cannot be handed: what names one of them would lead there
 */
export const isShownWhole = (
  contract: Contract,
  event: Event,
  seenBy: Privacy,
  hidden: ReadonlySet<string>,
): boolean => {
  if (isAnswer(event.kind) || seenBy.followsAnswer(event) || seenBy.isOneOfFew(event)) return false;
  const blind = seenBy.party === "intermediary";
  if (blind && (event.customer !== undefined || !seenBy.mayRead(event.id))) return false;
  if (event.by !== undefined && byWord(event.by, contract, seenBy, "zh") === "") return false;
  const reading: Reading = { contract, event, privacy: seenBy, language: "zh" };
  const whole = (name: string, raw: unknown): boolean => {
    if (raw === null || raw === "" || typeof raw === "number" || typeof raw === "boolean") return true;
    if (!isShown(reading, name, raw)) return false;
    if (Array.isArray(raw)) return raw.every((part) => whole(name, part));
    if (typeof raw === "object") return Object.entries(raw).every(([part, value]) => whole(part, value));
    return typeof raw === "string" && !hidden.has(raw) && isReadWhole(reading, name, raw);
  };
  return Object.entries(event.raw).every(([name, raw]) => COMMON.has(name) || whole(name, raw));
};
const isReadWhole = ({ contract, event, privacy }: Reading, name: string, raw: string): boolean => {
  if (name === "name") return privacy.recordedName(raw, event.customer, event.kind) === raw;
  if (!isReference(raw)) return privacy.recorded(raw) === raw;
  // The references within a claim's, each by the eyes of its own rule.
  return raw.split(/@(?=[A-Z][A-Z\d.]*\/[a-z])/).every((ref) => {
    const rule = contract.versions
      .findLast(({ rules }) => rules.has(ref.split("@")[0] ?? ""))
      ?.rules.get(ref.split("@")[0] ?? "");
    const eyes = privacy.forRule(rule);
    return eyes.ref(ref) === ref && !eyes.leavesOut(ref.replace(/~\w*$/, ""));
  });
};

/** Names that `subject` events or a register gave, and the customers in the agent's service, by the events that are known. */
export const customersAt = (
  events: readonly Event[],
  /** Names that a register has, by the customer's id; they go before those of the events. */
  registered: Readonly<Record<string, string>> = {},
): Pick<Customers, "names" | "called" | "served" | "answers"> => {
  const names = new Map<string, string>();
  const called = new Map<string, string>();
  const served = new Set<string>();
  const answers = new Set<string>();
  for (const event of events) {
    if (isAnswer(event.kind) || followsAnswer(event, answers)) answers.add(event.id);
    if (event.customer === undefined) continue;
    if (event.kind === "subject" && typeof event.raw.name === "string") {
      names.set(event.customer, event.raw.name);
      called.set(event.raw.name, event.customer);
    }
    if (event.kind === "served_by" || event.kind === "sale") served.add(event.customer);
    if (event.kind === "customer_left") served.delete(event.customer);
  }
  for (const [customer, name] of Object.entries(registered)) {
    names.set(customer, name);
    called.set(name, customer);
  }
  return { names, called, served, answers };
};
