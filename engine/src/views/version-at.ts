import { localDay } from "../calendar/zone.ts";
import type { Contract, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";

/** The wording in force on a day; before the first it is the first. */
export const versionAt = (contract: Contract, day: number): Version =>
  contract.versions.filter((version) => version.effective <= day).at(-1) ?? contract.versions[0]!;
/** The wording under which something arose, which later amendments leave as it was; without a number the one in force. */
export const wordingOf = (
  { contract, zone, asOf }: Pick<Evaluation, "contract" | "zone" | "asOf">,
  { version }: { readonly version?: number | undefined },
): Version => contract.versions.find((one) => one.number === version) ?? versionAt(contract, localDay(zone, asOf));
