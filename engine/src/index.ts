// Clauses: N1, N2, N4
/** The engine as a library: load a contract, read facts, evaluate, explain, simulate, verify. */
export type { CalendarData } from "./calendar/types.ts";
export type { Zone } from "./calendar/zone.ts";
export { conformCase, type VectorCase } from "./conform.ts";
export { checkContract } from "./contract/check/check.ts";
export type { Diagnostic } from "./contract/diagnostic.ts";
export { loadContract } from "./contract/load.ts";
export type { Contract } from "./contract/model.ts";
export { evaluate, evaluateBook, replay } from "./evaluate.ts";
export type { EvaluateOptions, Evaluation } from "./evaluation.ts";
export { explain, explainable } from "./explain.ts";
export type { Event } from "./facts/event.ts";
export { parseFacts, uniqueEvents } from "./facts/parse.ts";
export { describe } from "./messages/describe.ts";
export { digestOf, evaluationJson } from "./output.ts";
export { compareEvaluations, contractWith } from "./simulate.ts";
export { compareResults } from "./verify.ts";
