import type { Component, ComponentKind } from "../../contract/model.ts";
import type { Part, PeriodRun } from "../run.ts";

export type ComponentOf<K extends ComponentKind> = Extract<Component, { kind: K }>;
/**
 * Adds the lines of one component to the period that is being computed.
 * @param parts the stretches of the period in whose wording the component stands, in order of days
 */
export type ComponentHandler<K extends ComponentKind> = (
  run: PeriodRun,
  parts: readonly Part<ComponentOf<K>>[],
) => void;
/** The wording at the period's end, for components that look at the whole period; undefined when it was taken out before. */
export const atEnd = <K extends ComponentKind>(
  run: PeriodRun,
  parts: readonly Part<ComponentOf<K>>[],
): ComponentOf<K> | undefined => {
  const last = parts.at(-1);
  return last?.slot === run.endSlot ? last.component : undefined;
};
