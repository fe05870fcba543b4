// Clauses: C1.1, C1.2, C13.1

import type { Term } from "../calendar/period.ts";
import type { Hours } from "../calendar/types.ts";
import type { Day } from "../values/brand.ts";
import { addMonths, dayText } from "../values/date.ts";
import type { Duration } from "../values/duration.ts";
import { type Currency, currencyOf } from "../values/money.ts";
import { ZERO } from "../values/rational.ts";
import type { Language, Text } from "../values/text.ts";
import { ROOT_KEYS } from "./assemble.ts";
import { closestName } from "./closest-name.ts";
import { CURRENCY_CODES } from "./currencies.ts";
import { type Fields, isEmptyList, listOf, type Reader, readFields, scalar } from "./fields.ts";
import type { Contract, Member, Mode, Party, PartyDetails } from "./model.ts";
import type { Report } from "./report.ts";
import {
  MODES,
  PARTIES,
  readDay,
  readDuration,
  readId,
  readShare,
  readText,
  readWord,
  UNREAD_TERM,
} from "./scalars.ts";
import { LANGUAGES, textReader } from "./texts.ts";
import type { MapTree, Tree } from "./yaml-tree.ts";

/** Everything of a contract that no amendment changes, read from the top-level keys. */
export type Head = Pick<
  Contract,
  | "number"
  | "title"
  | "languages"
  | "mode"
  | "status"
  | "law"
  | "currency"
  | "timeZone"
  | "calendar"
  | "term"
  | "parties"
  | "deciders"
  | "goLive"
  | "continues"
  | "close"
  | "closesAfter"
>;
const NO_TIME: Duration = { unit: "days", count: 0, business: false };
/** Stand-ins where a key is missing or wrong, so that the rest of the file is still read and all mistakes come at once. */
const FALLBACK = {
  currency: { code: "CNY", decimals: 2 } as Currency,
  term: UNREAD_TERM,
  law: { country: "CN", asOf: 0 as Day },
  party: { name: "", kind: "organisation", members: [], details: {} } as PartyDetails,
};

export const readHead = (root: MapTree, report: Report): Head => {
  const fields = readFields(root, "contract", ROOT_KEYS, report)!;
  const version = fields.need("fealty", readText);
  if (version !== undefined && version !== "1")
    report.error("format_version", fields.placeOf("fealty"), { written: version });
  const languages = fields.need("languages", listOf(readWord(LANGUAGES, "language", "unknown_language"))) ?? [];
  if (languages.length === 0) {
    if (isEmptyList(fields.tree("languages"))) report.error("languages_empty", fields.placeOf("languages"));
    languages.push("zh");
  }
  const term = fields.need("term", readTerm);
  const mode = fields.need("mode", readWord(MODES, "mode", "unknown_mode")) ?? "company_led";
  const goLive = fields.read("go_live", readDay);
  if (goLive !== undefined && term) checkInTerm(goLive, term, fields, "go_live", report);
  const continues = fields.read("continues", readText);
  const number = fields.need("number", readText) ?? "";
  if (continues !== undefined && continues === number)
    report.error("continues_itself", fields.placeOf("continues"), { number });
  const parties =
    fields.need("parties", partiesReader(term ?? FALLBACK.term)) ??
    Object.fromEntries(PARTIES.map((party) => [party, FALLBACK.party]));
  if (fields.has("parties") && mode === "intermediary_led" && !parties.intermediary)
    report.error("party_missing", fields.placeOf("parties"), { party: "intermediary", mode });
  return {
    number,
    title: fields.need("title", textReader(languages)) ?? ({} as Text),
    languages: languages as Language[],
    mode: mode as Mode,
    status: fields.read("status", readWord(["draft", "in_force"], "status")) ?? "in_force",
    law: fields.need("law", readLaw) ?? FALLBACK.law,
    currency: fields.need("currency", readCurrency) ?? FALLBACK.currency,
    timeZone: fields.need("time_zone", readTimeZone) ?? "Asia/Shanghai",
    calendar: fields.need("calendar", readCalendar) ?? { id: "CN", hours: [{ from: 0, to: 1440 }] },
    term: term ?? FALLBACK.term,
    parties,
    deciders: fields.read("deciders", listOf(readText)) ?? [],
    ...(goLive === undefined ? {} : { goLive }),
    ...(continues === undefined ? {} : { continues }),
    close: fields.read("close", readWord(["timed", "published"], "close")) ?? "timed",
    closesAfter: fields.read("closes_after", readDuration) ?? NO_TIME,
  };
};
const checkInTerm = (day: Day, term: Term, fields: Fields, key: string, report: Report): void => {
  if (day < term.from || day > term.until)
    report.error("date_outside_term", fields.placeOf(key), {
      written: dayText(day),
      from: dayText(term.from),
      until: dayText(term.until),
    });
};

/** Every month of the term is a period to compute. */
const LONGEST_YEARS = 100;
const readTerm: Reader<Term> = (tree, report) => {
  const fields = readFields(tree, "term", ["from", "until"], report);
  const from = fields?.need("from", readDay);
  const until = fields?.need("until", readDay);
  if (!fields || from === undefined || until === undefined) return undefined;
  if (until < from) {
    report.error("term_reversed", fields.placeOf("until"), { from: dayText(from), until: dayText(until) });
    return undefined;
  }
  if (until >= addMonths(from, LONGEST_YEARS * 12)) {
    const args = { from: dayText(from), until: dayText(until), years: String(LONGEST_YEARS) };
    report.error("term_too_long", fields.placeOf("until"), args);
    return undefined;
  }
  return { from, until };
};
const readLaw: Reader<Contract["law"]> = (tree, report) => {
  const fields = readFields(tree, "law", ["country", "as_of"], report);
  const country = fields?.need("country", readText);
  const asOf = fields?.need("as_of", readDay);
  return country === undefined || asOf === undefined ? undefined : { country, asOf };
};
/** What people write for a currency in place of its code. */
const SAID_FOR: Readonly<Record<string, string>> = {
  RMB: "CNY",
  CNH: "CNY",
  人民币: "CNY",
  元: "CNY",
  "¥": "CNY",
  "￥": "CNY",
  $: "USD",
  US$: "USD",
  美元: "USD",
  "€": "EUR",
  欧元: "EUR",
  "£": "GBP",
  英镑: "GBP",
  港币: "HKD",
  港元: "HKD",
};
const readCurrency: Reader<Currency> = scalar((node, report) => {
  if (CURRENCY_CODES.includes(node.text)) return currencyOf(node.text);
  report.error("unknown_currency", node.place, {
    written: node.text,
    nearest: SAID_FOR[node.text.toUpperCase()] ?? closestName(node.text.toUpperCase(), CURRENCY_CODES),
  });
  return undefined;
});
const readTimeZone: Reader<string> = scalar((node, report) => {
  if (/^(UTC|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+){1,2})$/.test(node.text)) return node.text;
  report.error("time_zone_malformed", node.place, { written: node.text });
  return undefined;
});
const readCalendar: Reader<Contract["calendar"]> = (tree, report) => {
  const fields = readFields(tree, "calendar", ["id", "hours"], report);
  const id = fields?.need("id", readText);
  const hours = fields?.need("hours", readHours);
  return id === undefined || hours === undefined ? undefined : { id, hours };
};
/** `09:00-12:00, 13:30-18:00`: rising spans that do not touch; 24:00 ends a day. */
export const readHours: Reader<Hours> = scalar((node, report) => {
  const spans: { from: number; to: number }[] = [];
  for (const part of node.text.split(",")) {
    const match = /^\s*(\d{2}):(\d{2})-(\d{2}):(\d{2})\s*$/.exec(part);
    const [from, to] = match ? [+match[1]! * 60 + +match[2]!, +match[3]! * 60 + +match[4]!] : [0, 0];
    if (!match || +match[2]! > 59 || +match[4]! > 59 || from >= to || to > 1440 || from <= (spans.at(-1)?.to ?? -1)) {
      report.error("hours_malformed", node.place, { written: node.text });
      return undefined;
    }
    spans.push({ from, to });
  }
  return spans;
});

const partiesReader =
  (term: Term): Reader<Contract["parties"]> =>
  (tree, report) => {
    const fields = readFields(tree, "parties", PARTIES, report);
    if (!fields) return undefined;
    for (const party of ["company", "agent"])
      if (!fields.has(party)) report.error("missing_key", tree.place, { key: party, within: "parties" });
    const parties: { [party in Party]?: PartyDetails } = {};
    for (const party of PARTIES)
      if (fields.has(party)) parties[party] = fields.read(party, partyReader(term)) ?? FALLBACK.party;
    // Two people may bear one name; of one registrar's organisations no two do, and nobody contracts with itself (CC 464).
    for (const [index, party] of PARTIES.entries())
      for (const other of PARTIES.slice(0, index)) {
        const [one, two] = [parties[party], parties[other]];
        if (one?.kind === "organisation" && two?.kind === "organisation" && one.name === two.name && one.name !== "")
          report.error("party_twice", fields.placeOf(party), { party, name: one.name });
      }
    return parties;
  };
const partyReader =
  (term: Term): Reader<PartyDetails> =>
  (tree, report) => {
    const fields = readFields(tree, "party", [], report, { open: true });
    const name = fields?.need("name", readText);
    const kind = fields?.need("kind", readWord(["person", "organisation", "team"], "kind"));
    if (!fields || tree.kind !== "map") return undefined;
    const members = fields.read("members", listOf(memberReader(term))) ?? [];
    const ids = members.map((member) => member.id);
    // One member may have another share at another time.
    members.forEach((member, index) => {
      if (members.slice(0, index).some((other) => other.id === member.id && overlap(other, member, term)))
        report.error("duplicate_member", fields.placeOf("members"), { id: member.id });
    });
    const lead = fields.read("lead", readId);
    if (lead !== undefined && !ids.includes(lead))
      report.error("lead_not_a_member", fields.placeOf("lead"), {
        lead,
        nearest: closestName(lead, ids),
      });
    if (kind === "team" && members.length === 0) report.error("team_without_members", tree.place);
    if (kind !== undefined && kind !== "team" && fields.has("members"))
      report.error("members_without_team", fields.placeOf("members"), { kind });
    const others = tree.entries.filter((entry) => !["name", "kind", "members", "lead"].includes(entry.key));
    return {
      name: name ?? FALLBACK.party.name,
      kind: kind ?? (members.length > 0 ? "team" : FALLBACK.party.kind),
      members,
      place: tree.place,
      details: Object.fromEntries(others.flatMap((entry) => detailsOf(entry.key, entry.value))),
      ...(lead === undefined ? {} : { lead }),
    };
  };
const overlap = (a: Member, b: Member, { from, until }: Term): boolean =>
  (a.from ?? from) <= (b.until ?? until) && (b.from ?? from) <= (a.until ?? until);
/** Nested details become dotted names: `address.city`. */
const detailsOf = (key: string, tree: Tree): [string, string][] =>
  tree.kind === "scalar"
    ? [[key, tree.text]]
    : tree.kind === "list"
      ? tree.items.flatMap((item, index) => detailsOf(`${key}.${index + 1}`, item))
      : tree.entries.flatMap((entry) => detailsOf(`${key}.${entry.key}`, entry.value));
const memberReader =
  (term: Term): Reader<Member> =>
  (tree, report) => {
    const fields = readFields(tree, "member", ["id", "name", "share", "from", "until"], report);
    const id = fields?.need("id", readId);
    const name = fields?.need("name", readText);
    if (!fields) return undefined;
    const share = fields.read("share", readShare);
    const [from, until] = [fields.read("from", readDay), fields.read("until", readDay)];
    for (const [key, day] of [
      ["from", from],
      ["until", until],
    ] as const)
      if (day !== undefined) checkInTerm(day, term, fields, key, report);
    if (from !== undefined && until !== undefined && until < from)
      report.error("term_reversed", fields.placeOf("until"), { from: dayText(from), until: dayText(until) });
    if (id === undefined || name === undefined) return undefined;
    return {
      id,
      name,
      share: share ?? (ZERO as Member["share"]),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    };
  };
