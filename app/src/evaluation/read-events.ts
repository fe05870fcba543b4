// Clauses: C7.1, N1
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { isOwn } from "@fealty/engine/evaluate.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";

/** An event of a file as the store takes it. */
export interface ReadEvent {
  readonly sourceId: string;
  readonly kind: string;
  /** UTC microseconds. */
  readonly at: number;
  readonly recordedAt: number;
  /** The line says itself when it was recorded. */
  readonly dated: boolean;
  readonly line: string;
  /** Where it stands in the text, from 1. */
  readonly lineNumber: number;
}
/** Problems of severity `error` mean that nothing may be taken in. */
export interface ReadEvents {
  readonly events: readonly ReadEvent[];
  readonly problems: readonly ProblemView[];
}
/** Reads facts as this contract understands them, all mistakes at once. The line kept is the very text that came. */
export const readEvents = (contract: Contract, name: string, text: string, language: "zh" | "en"): ReadEvents => {
  const { events, diagnostics } = parseFacts(contract, name, text);
  const strangers = events
    .filter((event) => !isOwn(contract, event))
    .map((event) => ofOtherContract(contract, name, event));
  const lines = /\.csv$/i.test(name) ? undefined : text.split("\n");
  return {
    events: events.map((event) => ({
      sourceId: event.id,
      kind: event.kind,
      at: event.at,
      recordedAt: event.recordedAt,
      dated: event.raw.recorded_at !== undefined,
      lineNumber: event.line ?? 1,
      line: (event.line === undefined ? undefined : lines?.[event.line - 1])?.trim() ?? JSON.stringify(event.raw),
    })),
    problems: [...diagnostics, ...strangers].map((one) => problemView(one, language)),
  };
};
/** The engine passes over what belongs to another contract; kept here it would be a line that never counts. */
const ofOtherContract = (contract: Contract, file: string, event: Event): Diagnostic => ({
  code: "fact_of_other_contract",
  severity: "error",
  place: { file, line: event.line ?? 1, column: 1 },
  args: { written: event.contract ?? "", number: contract.number },
});
