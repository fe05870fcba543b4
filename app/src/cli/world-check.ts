// Clauses: C8.1, C1.1
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import type { Contract, Place } from "@fealty/engine/contract/model.ts";
import { zoneNamed } from "../world.ts";
import { calendars } from "./calendars.ts";

/** Where the value of a key stands in the files of a contract; the loader keeps no place for what it took in. */
const placeOf = (contract: Contract, key: string): Place => {
  const pattern = new RegExp(`^\\s*["']?${key}["']?\\s*:\\s*`);
  for (const { file, text } of contract.sources) {
    const lines = text.split("\n");
    for (const [index, line] of lines.entries()) {
      const found = pattern.exec(line);
      if (found) return { file, line: index + 1, column: found[0].length + 1 };
    }
  }
  return { file: contract.sources[0]?.file ?? "", line: 1, column: 1 };
};
/** What a contract needs of the world beside its own text: a time zone and the holidays of its calendar. */
export const worldDiagnostics = async (contract: Contract, cwd: string): Promise<Diagnostic[]> => {
  const found: Diagnostic[] = [];
  if (!(await zoneNamed(contract.timeZone))) {
    const place = placeOf(contract, "time_zone");
    found.push({ code: "unknown_time_zone", severity: "error", place, args: { written: contract.timeZone } });
  }
  const known = calendars(cwd).map((calendar) => calendar.id);
  if (!known.includes(contract.calendar.id)) {
    const args = { written: contract.calendar.id, known: known.join(", ") };
    found.push({ code: "unknown_calendar", severity: "warning", place: placeOf(contract, "calendar"), args });
  }
  return found;
};
