import type { StateName, TraceView, Unit } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import type { Format } from "../../ui/format.ts";

const STATES: ReadonlySet<string> = new Set([
  "missed",
  "at_risk",
  "indeterminate",
  "not_enough_data",
  "running",
  "suspended",
  "not_started",
  "met",
  "excused",
  "waived",
  "ended",
]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The engine's exact text as people read it: states in words, instants and amounts in the reader's form. */
export const traceValue = (trace: TraceView, unit: Unit | undefined, format: Format, t: TFunction): string => {
  const { value } = trace;
  if (value === "") return t("state.not_enough_data", { ns: "words" });
  if (STATES.has(value)) return t(`state.${value as StateName}`, { ns: "words" });
  if (INSTANT.test(value)) return `${value.slice(0, 10)} ${value.slice(11, 16)}`;
  if (/^[−-]?\d+(\.\d+)?$/.test(value)) {
    if (unit === "money") return format.money(value);
    if (unit !== undefined) return format.metric(Number(value), unit);
    return format.amount(value);
  }
  return value;
};
