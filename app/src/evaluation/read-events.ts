// Clauses: C7.1, N1
import type { Contract } from "@fealty/engine/contract/model.ts";
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
}
/** Problems of severity `error` mean that nothing may be taken in. */
export interface ReadEvents {
  readonly events: readonly ReadEvent[];
  readonly problems: readonly ProblemView[];
}
/** Reads facts as this contract understands them, all mistakes at once. The line kept is the very text that came. */
export const readEvents = (contract: Contract, name: string, text: string, language: "zh" | "en"): ReadEvents => {
  const { events, diagnostics } = parseFacts(contract, name, text);
  const lines = /\.csv$/i.test(name) ? undefined : text.split("\n");
  return {
    events: events.map((event) => ({
      sourceId: event.id,
      kind: event.kind,
      at: event.at,
      recordedAt: event.recordedAt,
      dated: event.raw.recorded_at !== undefined,
      line: (event.line === undefined ? undefined : lines?.[event.line - 1])?.trim() ?? JSON.stringify(event.raw),
    })),
    problems: diagnostics.map((one) => problemView(one, language)),
  };
};
