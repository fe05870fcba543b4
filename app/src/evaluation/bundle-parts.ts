// Clauses: N2, N7
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { evaluationJson } from "@fealty/engine/output.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import type { EventView } from "@fealty/engine/views/view.ts";
import { eventWord, fieldWord } from "@fealty/engine/views/words-of.ts";
import { sha256 } from "../world.ts";
import type { BundleParts, TimelineRow } from "./protocol.ts";

/** Rows of the timeline that people read; all facts stand in the file beside it. */
const MOST_ROWS = 5000;
interface Given {
  readonly contract: Contract;
  readonly main: string;
  readonly facts: string;
  readonly asOf: number;
  readonly calendars: readonly CalendarData[];
  readonly zone: Zone;
}
/** What a bundle of evidence says of a contract, made from the very facts that go into it. */
export const bundleParts = ({ contract, main, facts, asOf, calendars, zone }: Given): BundleParts => {
  const { events } = parseFacts(contract, "facts.ndjson", facts);
  const moment = asOf as Instant;
  const evaluation = evaluate(contract, events, { asOf: moment, calendars, zones: [zone], sha256 });
  const book = new ContractBook(
    contract,
    "stored",
    contract.number,
    main,
    [{ name: "events", text: facts }],
    { calendars, zone, sha256, key: contract.number },
    undefined,
    { events, diagnostics: [] },
  );
  const pageOf = (language: "zh" | "en") =>
    book.timeline({ asOf, party: "company", language }, { kinds: [], words: "", offset: 0, limit: MOST_ROWS });
  const [zh, en] = [pageOf("zh"), pageOf("en")];
  return {
    result: canonicalJson(evaluationJson(evaluation)),
    asOf: zonedText(zone, moment),
    timeZone: contract.timeZone,
    calendars,
    total: zh.total,
    rows: zh.events.map((event, index): TimelineRow => {
      const other = en.events[index]!;
      return {
        at: zonedText(zone, event.at as Instant),
        recordedAt: zonedText(zone, event.recordedAt as Instant),
        id: event.id,
        zh: wordsOf(event, "zh"),
        en: wordsOf(other, "en"),
      };
    }),
  };
};
const wordsOf = ({ kind, customer, by, details }: EventView, language: "zh" | "en"): string => {
  const [colon, comma] = language === "zh" ? ["：", "；"] : [": ", "; "];
  const parts = [
    ...(customer === undefined ? [] : [customer]),
    ...(by === undefined ? [] : [by]),
    ...details.map(({ name, text }) => `${fieldWord(name, language)} ${text}`),
  ];
  return `${eventWord(kind, language)}${parts.length === 0 ? "" : colon}${parts.join(comma)}`;
};
