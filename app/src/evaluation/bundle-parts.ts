// Clauses: N2, N7
import { dutyFigure, dutyName } from "@fealty/engine/bundle-case.ts";
import { figuresOf, sameFigure, statementFigureName } from "@fealty/engine/bundle-figures.ts";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { CASE_FORM, type CaseFile, SHOWN_FORM, type ShownFile } from "@fealty/engine/evidence/bundle-form.ts";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { evaluationJson } from "@fealty/engine/output.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { type CaseView, ContractBook } from "@fealty/engine/views/contract-book.ts";
import type { EventView } from "@fealty/engine/views/view.ts";
import type { Viewpoint } from "@fealty/engine/views/viewpoint.ts";
import { eventWord, fieldWord, wordsOf } from "@fealty/engine/views/words-of.ts";
import { sha256 } from "../world.ts";
import { metricRows, statementRows } from "./bundle-figure-rows.ts";
import type { BundleParts, BundleQuestion, TimelineRow } from "./protocol.ts";

/** Rows of the timeline that people read; all facts stand in the file beside it. */
const MOST_ROWS = 5000;
interface Given {
  readonly contract: Contract;
  readonly main: string;
  readonly question: BundleQuestion;
  readonly calendars: readonly CalendarData[];
  readonly zone: Zone;
  /** What hidden names are made with. */
  readonly key: string;
}
/** What a bundle of evidence says of a contract, made from the very facts that go into it; of another party's, also which of them go in. */
export const bundleParts = (given: Given): BundleParts => {
  const { contract, main, question, calendars, zone, key } = given;
  const { facts, asOf, knownAt, party, names, from } = question;
  const { events } = parseFacts(contract, "facts.ndjson", facts);
  const evaluation = evaluated(given, events);
  const book = new ContractBook(
    contract,
    "stored",
    contract.number,
    main,
    [{ name: "events", text: facts }],
    { calendars, zone, sha256, key },
    undefined,
    { events, diagnostics: [] },
  );
  book.adopt(evaluation);
  const seen = (language: "zh" | "en"): Viewpoint => ({
    asOf,
    knownAt,
    party,
    language,
    ...(names === undefined ? {} : { names }),
    unnamed: true,
  });
  const whole = party === "company" ? undefined : book.shownWhole(seen("zh"));
  const own = whole === undefined ? events : events.filter(({ id }) => whole.has(id));
  const here = whole === undefined ? evaluation : evaluated(given, own);
  const matter = question.case === undefined ? undefined : book.caseOf(seen("zh"), question.case);
  const told =
    matter !== undefined
      ? new Set(matter.events)
      : from === undefined
        ? undefined
        : new Set(events.flatMap(({ id, at }) => (at >= from ? [id] : [])));
  const pageOf = (language: "zh" | "en") =>
    book.timeline(seen(language), { kinds: [], words: "", offset: 0, limit: MOST_ROWS }, told);
  const [zh, en] = [pageOf("zh"), pageOf("en")];
  const shown = whole && shownFile(evaluation, here, party);
  return {
    result: canonicalJson(shown ?? evaluationJson(evaluation)),
    ...(whole === undefined ? {} : { whole: [...whole] }),
    ...(shown === undefined
      ? {}
      : {
          figures: {
            statements: statementRows(book.view(seen("zh")), book.view(seen("en")), (rule, period) =>
              isHere(shown, statementFigureName(rule, period)),
            ),
            metrics: metricRows(book.view(seen("zh")), book.view(seen("en")), (ref) => isHere(shown, `metric/${ref}`)),
          },
        }),
    ...(matter === undefined
      ? {}
      : {
          case: casePart(question.case!, matter, book.caseOf(seen("en"), question.case!)!, { evaluation, here, own }),
        }),
    asOf: zonedText(zone, asOf as Instant),
    timeZone: contract.timeZone,
    calendars,
    total: zh.total,
    rows: zh.events.map((event, index): TimelineRow => {
      const other = en.events[index]!;
      return {
        at: zonedText(zone, event.at as Instant),
        recordedAt: zonedText(zone, event.recordedAt as Instant),
        id: event.id,
        zh: wordsOfEvent(event, "zh"),
        en: wordsOfEvent(other, "en"),
      };
    }),
  };
};
const evaluated = (
  { contract, calendars, zone, question: { asOf, knownAt } }: Given,
  events: readonly Event[],
): Evaluation =>
  evaluate(contract, events, {
    asOf: asOf as Instant,
    knownAt: knownAt as Instant,
    calendars,
    zones: [zone],
    sha256,
  });
const moments = ({ zone, asOf, knownAt }: Evaluation) => ({
  as_of: zonedText(zone, asOf),
  known_at: zonedText(zone, knownAt),
});
/** Every figure as it is; those that the party's own facts give can be computed anew by whoever has the bundle. */
const shownFile = (evaluation: Evaluation, here: Evaluation, party: string): ShownFile => {
  const computed = figuresOf(here);
  const figures = [...figuresOf(evaluation)].map(
    ([name, value]) => [name, { value, here: sameFigure(value, computed.get(name)) }] as const,
  );
  return { form: SHOWN_FORM, party, ...moments(evaluation), figures: Object.fromEntries(figures) };
};
const isHere = ({ figures }: ShownFile, name: string): boolean => figures[name]?.here === true;
const casePart = (
  id: string,
  zh: CaseView,
  en: CaseView,
  {
    evaluation,
    here,
    own,
  }: { readonly evaluation: Evaluation; readonly here: Evaluation; readonly own: readonly Event[] },
): NonNullable<BundleParts["case"]> => {
  const known = new Set(own.map((event) => event.id));
  const facts = zh.events.filter((event) => known.has(event));
  const computed = new Map(
    here.clauses.flatMap(({ instances }) => instances).map((one) => [dutyName(one), dutyFigure(here, one)] as const),
  );
  const file: CaseFile = {
    form: CASE_FORM,
    kind: zh.kind,
    id,
    ...moments(evaluation),
    facts,
    left: zh.events.length - facts.length,
    duties: Object.fromEntries(
      zh.duties.map(({ name, duty }) => {
        const value = dutyFigure(evaluation, duty);
        return [name, { value, here: sameFigure(value, computed.get(name)) }];
      }),
    ),
  };
  const text = (at: Instant | undefined) => (at === undefined ? undefined : zonedText(evaluation.zone, at));
  return {
    file: canonicalJson(file),
    duties: zh.duties.map(({ title, duty }, index) => {
      const [dueAt, closedAt] = [text(duty.dueAt), text(duty.closedAt)];
      return {
        zh: title,
        en: en.duties[index]!.title,
        state: { zh: wordsOf("zh").state[duty.state] ?? duty.state, en: wordsOf("en").state[duty.state] ?? duty.state },
        ...(dueAt === undefined ? {} : { dueAt }),
        ...(closedAt === undefined ? {} : { closedAt }),
      };
    }),
  };
};
const wordsOfEvent = ({ kind, customer, by, details }: EventView, language: "zh" | "en"): string => {
  const [colon, comma] = language === "zh" ? ["：", "；"] : [": ", "; "];
  const parts = [
    ...(customer === undefined ? [] : [customer]),
    ...(by === undefined ? [] : [by]),
    ...details.map(({ name, text }) => `${fieldWord(name, language)} ${text}`),
  ];
  return `${eventWord(kind, language)}${parts.length === 0 ? "" : colon}${parts.join(comma)}`;
};
