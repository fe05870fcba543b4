// Clauses: C6.3
import type { Component } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { nearestName } from "../values/nearest.ts";

/** What an opening balance can bring in, and the kind of component that takes it; an account has none. */
const OPENINGS: Readonly<Record<string, Component["kind"] | undefined>> = {
  account: undefined,
  draw: "draw",
  holdback: "holdback",
  carry: "cap",
  accumulator: "tiers",
};
/** Ids of the components that take each opening balance. */
export type OpeningIds = Readonly<Record<string, readonly string[]>>;
export const componentIds = (components: readonly Component[]): OpeningIds =>
  Object.fromEntries(
    Object.entries(OPENINGS).map(([what, kind]) => [
      what,
      [...new Set(components.filter((one) => one.kind === kind).map(({ id }) => id))],
    ]),
  );
/** The field of an opening balance that names what no plan has, with what was meant or what there is. */
export const openingFault = (
  fields: Event["fields"],
  ids: OpeningIds,
): { readonly field: string; readonly written: string; readonly names: string } | undefined => {
  const { what, component } = fields as { what: string; component?: string };
  const wrong = (field: string, written: string, names: readonly string[]) => ({
    field,
    written,
    names: nearestName(written, names) ?? (names.join(", ") || "–"),
  });
  if (!Object.hasOwn(OPENINGS, what)) return wrong("what", what, Object.keys(OPENINGS));
  const known = ids[what] ?? [];
  if (component === undefined)
    return OPENINGS[what] === undefined || known.length > 0 ? undefined : wrong("what", what, ["account"]);
  return known.includes(component) ? undefined : wrong("component", component, known);
};
