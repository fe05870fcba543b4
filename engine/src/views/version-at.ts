import type { Contract, Version } from "../contract/model.ts";

/** The wording in force on a day; before the first it is the first. */
export const versionAt = (contract: Contract, day: number): Version =>
  contract.versions.filter((version) => version.effective <= day).at(-1) ?? contract.versions[0]!;
