// Clauses: C7.1
import { headerName, withoutNumber } from "./csv-head.ts";
import type { Expression } from "./expression.ts";
import type { Emit, Mapping } from "./mapping-model.ts";

/**
 * The file's own columns that a field of an event, or its `id`, is made of; none where the mapping writes it without any.
 * @param header the file's, to choose among the names that a column may have
 */
export const columnsOf = (mapping: Mapping, kind: string, field: string, header: readonly string[] = []): string[] => {
  const ofKind = mapping.emits.filter((emit) => emit.kind === kind);
  const names = (ofKind.length > 0 ? ofKind : mapping.emits).flatMap((emit) =>
    expressionsOf(emit, field).flatMap(({ columns }) => columns),
  );
  return [...new Set(names)].map((name) => {
    const written = (mapping.columns.get(name)?.names ?? [name]).map(headerName);
    return written.find((one) => header.includes(withoutNumber(one))) ?? written[0]!;
  });
};
const expressionsOf = ({ key, fields }: Emit, field: string): Expression[] => {
  const ofField = (name: string): Expression[] =>
    fields.filter((plan) => plan.name === name).map(({ expression }) => expression);
  return field === "id"
    ? key.flatMap((part) => ("field" in part ? ofField(part.field) : [part.expression]))
    : ofField(field);
};

const WRITTEN: Readonly<Record<string, string>> = { "%2F": "/", "%23": "#", "%25": "%" };
/** What an id was made of, as it stands in the file: `sale/B14` is B14. */
export const keyOfId = (id: string): string =>
  id
    .split("/")
    .slice(1)
    .map((part) => part.replace(/#\d+$/, "").replace(/%2F|%23|%25/g, (sign) => WRITTEN[sign]!))
    .join(" / ");
/** Several columns or cells as one text. */
export const together = (parts: readonly string[]): string => parts.join(" / ");
