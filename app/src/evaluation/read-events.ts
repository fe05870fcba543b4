// Clauses: C7.1, N1
import { sellsInsurance } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { isOwn } from "@fealty/engine/evaluate.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import type { Takeover } from "@fealty/engine/pay/opening-intake.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import { benefitProblem } from "./customer-benefits.ts";
import { Intake, type IntakeProblem, type Intaking } from "./intake.ts";
import { registerProblem } from "./licence-facts.ts";
import { recorderProblem, recordersIn } from "./who-records.ts";

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
  /** Why the house does not take an event from this party at this moment; what is kept already has been taken. */
  readonly refused: readonly { readonly sourceId: string; readonly problem: ProblemView }[];
}
interface Reading {
  readonly name: string;
  readonly text: string;
  readonly language: "zh" | "en";
  readonly intake?: Intaking;
}
/** What the house knows of the contract's events. */
interface Known {
  readonly takeover: () => Takeover;
  readonly known: (id: string) => boolean;
}
/** Reads facts as this contract understands them, all mistakes at once. The line kept is the very text that came. */
export const readEvents = (contract: Contract, { name, text, language, intake }: Reading, known: Known): ReadEvents => {
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
    problems: [
      ...diagnostics,
      ...strangers,
      ...(intake ? [] : registerFactsIn(name, events)),
      ...(intake || !sellsInsurance(contract) ? [] : benefitsIn(name, events)),
    ].map((one) => problemView(one, language)),
    refused: intake
      ? refusedOf(contract, events, intake, known).map(({ event, problem: { code, field, args } }) => {
          const line = event.line ?? 1;
          const column = Math.max((lines?.[line - 1] ?? "").indexOf(`"${field}"`) + 1, 1);
          const place = { file: name, line, column };
          return { sourceId: event.id, problem: problemView({ code, severity: "error", place, args }, language) };
        })
      : [],
  };
};
/** What comes in with a contract is no register's: what such a fact says has to be recorded there, or to have an id of its own. */
const registerFactsIn = (file: string, events: readonly Event[]): Diagnostic[] =>
  events.flatMap((event) => {
    const problem = registerProblem(event);
    if (problem === undefined) return [];
    const { code, args } = problem;
    return [{ code, severity: "error" as const, place: { file, line: event.line ?? 1, column: 1 }, args }];
  });
const refusedOf = (contract: Contract, events: readonly Event[], { by, now, register }: Intaking, known: Known) => {
  const about = { currency: contract.currency, takeover: known.takeover(), insurance: sellsInsurance(contract) };
  const intake = new Intake(about, now);
  const recordersOf = recordersIn(contract);
  const given = new Set(events.map(({ id }) => id));
  return events.flatMap((event) => {
    const problem =
      recorderProblem(contract, event, by, recordersOf) ??
      (register ? undefined : registerProblem(event)) ??
      intake.problemOf(event) ??
      unknownTarget(event, (id) => given.has(id) || known.known(id));
    return problem ? [{ event, problem }] : [];
  });
};
/** A correction waits for what it names; taking out what nobody knows is a mistake in the line. */
const unknownTarget = ({ kind, fields }: Event, isKnown: (id: string) => boolean): IntakeProblem | undefined => {
  const written = String(fields.target);
  if (kind !== "retracted" || isKnown(written)) return undefined;
  return { code: "fact_target_unknown", field: "target", args: { written } };
};
/** What comes in with a contract is held against the same law as what comes later. */
const benefitsIn = (file: string, events: readonly Event[]): Diagnostic[] =>
  events.flatMap((event) => {
    const problem = benefitProblem(event);
    const place = { file, line: event.line ?? 1, column: 1 };
    return problem ? [{ code: problem.code, severity: "error", place, args: problem.args }] : [];
  });
/** The engine passes over what belongs to another contract; kept here it would be a line that never counts. */
const ofOtherContract = (contract: Contract, file: string, event: Event): Diagnostic => ({
  code: "fact_of_other_contract",
  severity: "error",
  place: { file, line: event.line ?? 1, column: 1 },
  args: { written: event.contract ?? "", number: contract.number },
});
