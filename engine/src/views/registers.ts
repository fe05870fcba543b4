// Clauses: C7.1, S8
import type { Event } from "../facts/event.ts";
import { tellsOf } from "./customer-ids.ts";
import { type Known, numbered, TOKEN } from "./privacy.ts";

/** What leads to a person: numbers are drawn when the first of them is asked for, since whoever sees names needs none. */
export const registersOf = (events: readonly Event[], keyed: Known["keyed"]): Known => {
  let customers: Known["customers"] | undefined;
  let papers: Known["papers"] | undefined;
  let tells: Known["tells"] | undefined;
  const known: Known = {
    get customers() {
      customers ??= numbered(
        events.flatMap((event) => event.customer ?? []),
        keyed,
      );
      return customers;
    },
    get papers() {
      papers ??= numbered(papersOf(events, known), keyed);
      return papers;
    },
    tells: (text) => {
      tells ??= tellsOf(known.customers.keys());
      return tells(text);
    },
    keyed,
  };
  return known;
};
/** Orders, policies and invitations, and every other number that is made from a customer's: an approach, a complaint, a consent. */
const papersOf = (events: readonly Event[], { customers, tells }: Known): string[] => {
  const telling = new Set(
    events.flatMap(({ id, raw }) => [id, ...wordsIn(raw)]).flatMap((text) => text.match(TOKEN) ?? []),
  );
  return [
    ...events.flatMap(({ raw }) =>
      [raw.policy, raw.order, raw.invitation].filter((one): one is string => typeof one === "string"),
    ),
    ...[...telling].filter((text) => !/\s/.test(text) && !customers.has(text) && tells(text)),
  ];
};
const wordsIn = (raw: unknown): string[] =>
  typeof raw === "string" ? [raw] : typeof raw === "object" && raw !== null ? Object.values(raw).flatMap(wordsIn) : [];
