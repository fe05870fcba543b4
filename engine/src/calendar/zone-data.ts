// Clauses: C1.1
import { MICROS_PER_MINUTE } from "../values/date.ts";
import { type DataProblem, formProblem, isRecord } from "./data-problem.ts";
import type { Zone } from "./zone.ts";

/** All IANA zones, each still packed: only what a contract names is unpacked. */
export interface ZoneTable {
  readonly source: string;
  readonly zones: ReadonlyMap<string, string>;
  /** Other names of the same zones. */
  readonly links: ReadonlyMap<string, string>;
}
export interface ZonesReading {
  readonly table?: ZoneTable;
  readonly problems: readonly DataProblem[];
}
/** Offsets in minutes east of UTC, the sequence they hold in, minutes between changes (the first since 1970) in base 36. */
const PACKED = /^-?\d+(?: -?\d+)*\|[0-9a-z]+\|(?:-?[0-9a-z]+(?: [0-9a-z]+)*)?$/;
const textMap = (value: unknown, path: string, problems: DataProblem[]): Map<string, string> => {
  const map = new Map<string, string>();
  if (!isRecord(value)) problems.push(formProblem("zones_form", path, '{"Europe/London": "…"}'));
  else
    for (const [id, text] of Object.entries(value))
      if (typeof text === "string") map.set(id, text);
      else problems.push(formProblem("zones_form", `${path}.${id}`, "text"));
  return map;
};
/** Reads `data/zones.json`, already parsed as JSON. All problems at once. */
export const parseZones = (data: unknown): ZonesReading => {
  if (!isRecord(data)) return { problems: [formProblem("zones_form", "", "{source, zones, links}")] };
  const problems: DataProblem[] = [];
  const { source } = data;
  if (typeof source !== "string") problems.push(formProblem("zones_form", "source", "text"));
  const zones = textMap(data.zones, "zones", problems);
  const links = textMap(data.links, "links", problems);
  for (const [id, packed] of zones)
    if (!PACKED.test(packed) || !fits(packed)) problems.push(formProblem("zones_form", `zones.${id}`, "0 60|010|a b"));
  for (const [id, target] of links)
    if (!zones.has(target)) problems.push(formProblem("zones_form", `links.${id}`, "a zone of this file"));
  return problems.length > 0 || typeof source !== "string"
    ? { problems }
    : { table: { source, zones, links }, problems };
};
const partsOf = (packed: string): { offsets: number[]; order: number[]; gaps: number[] } => {
  const [offsets = "", order = "", gaps = ""] = packed.split("|");
  const base36 = (text: string): number => Number.parseInt(text, 36);
  return {
    offsets: offsets.split(" ").map((text) => +text),
    order: [...order].map(base36),
    gaps: gaps === "" ? [] : gaps.split(" ").map(base36),
  };
};
const fits = (packed: string): boolean => {
  const { offsets, order, gaps } = partsOf(packed);
  return order.length === gaps.length + 1 && order.every((index) => index < offsets.length);
};
/** The zone of this name, `Europe/London`; undefined when there is none. */
export const zoneNamed = (table: ZoneTable, id: string): Zone | undefined => {
  const packed = table.zones.get(table.links.get(id) ?? id);
  if (packed === undefined) return undefined;
  const { offsets, order, gaps } = partsOf(packed);
  let minutes = 0;
  const untils = gaps.map((gap) => {
    minutes += gap;
    return minutes * MICROS_PER_MINUTE;
  });
  return { id, untils, offsets: order.map((index) => offsets[index]! * 60) };
};
/** Every name that `zoneNamed` knows. */
export const zoneIds = (table: ZoneTable): string[] => [...table.zones.keys(), ...table.links.keys()].sort();
