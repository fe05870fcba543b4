// Clauses: C7.1, N8
import { isAboutCustomer, PERSONAL_FIELDS } from "@fealty/engine/facts/personal.ts";
import { withoutMembers } from "./json-members.ts";

/** Who a customer is, as an event said it. */
export interface TellsWho {
  readonly customer: string;
  readonly name?: string;
  readonly phone?: string;
  /** When it was so, as the event has it. */
  readonly at: string;
  /** Of the event. */
  readonly sourceId: string;
}
export interface Taken {
  /** The same line without it. */
  readonly line: string;
  readonly told: TellsWho | undefined;
}
type Json = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;
const tells = (value: Json): boolean => PERSONAL_FIELDS.some((field) => field in value);

/**
 * Takes who a customer is out of the line of an event: the register keeps it, and events keep what happened.
 * @param value what the line says
 * @param target the event that a correction names, where it is known
 */
export const takePerson = (line: string, value: Json, target?: Json): Taken => {
  const own = isAboutCustomer(value);
  const { fields } = value;
  const corrects =
    value.kind === "corrected" && target !== undefined && isAboutCustomer(target) && typeof fields === "object";
  const said = own ? value : corrects && fields !== null ? (fields as Json) : undefined;
  if (said === undefined || !tells(said)) return { line, told: undefined };
  const customer = textOf((own ? value : target)?.customer);
  const [name, phone] = [textOf(said.name), textOf(said.phone)];
  return {
    line: withoutMembers(line, PERSONAL_FIELDS, own ? undefined : "fields"),
    told:
      customer === undefined || (name === undefined && phone === undefined)
        ? undefined
        : {
            customer,
            ...(name === undefined ? {} : { name }),
            ...(phone === undefined ? {} : { phone }),
            at: String(value.at),
            sourceId: String(value.id),
          },
  };
};
const parsed = (line: string): Json | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    // What is no JSON is told with its line by whoever reads it.
    return undefined;
  }
};
/** Most lines hold neither word: only the others are read twice. */
const MAY_TELL = /subject|corrected|\\u/;
/** Ids that corrections of a text name, and that do not stand in it themselves. */
export const correctedIn = (text: string): string[] =>
  text.split("\n").flatMap((line) => {
    const value = MAY_TELL.test(line) ? parsed(line) : undefined;
    return value?.kind === "corrected" && typeof value.target === "string" ? [value.target] : [];
  });
/**
 * The same for a text of many lines; each stays the line that it was.
 * @param targets events that corrections name and that the house has, by their ids
 */
export const takePersons = (
  text: string,
  targets: ReadonlyMap<string, Json> = new Map(),
): { readonly text: string; readonly told: readonly TellsWho[] } => {
  if (!MAY_TELL.test(text)) return { text, told: [] };
  const known = new Map(targets);
  const told: TellsWho[] = [];
  const lines = text.split("\n").map((line) => {
    const value = MAY_TELL.test(line) ? parsed(line) : undefined;
    if (value === undefined) return line;
    if (isAboutCustomer(value)) known.set(String(value.id), value);
    const taken = takePerson(line, value, known.get(String(value.target)));
    if (taken.told !== undefined) told.push(taken.told);
    return taken.line;
  });
  return { text: lines.join("\n"), told };
};
