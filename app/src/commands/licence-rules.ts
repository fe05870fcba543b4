// Clauses: C6.2
import { LICENCE_KINDS, type LicenceContent, type LicenceKind, type LicenceVersion } from "../store/licences.ts";
import type { Person } from "../store/people.ts";
import { overlap } from "./company-day.ts";
import type { FormFaults } from "./form-faults.ts";

export { LICENCE_KINDS } from "../store/licences.ts";

/** What each kind is called, here and in lists that come in. */
export const LICENCE_KIND_WORDS: Readonly<Record<LicenceKind, { readonly zh: string; readonly en: string }>> = {
  individual_agent: { zh: "个人保险代理人", en: "individual insurance agent" },
  independent_agent: { zh: "独立个人保险代理人", en: "independent individual insurance agent" },
  agency_staff: { zh: "保险代理机构从业人员", en: "staff of an insurance agency" },
  broker_staff: { zh: "保险经纪从业人员", en: "staff of an insurance broker" },
};
export interface LicenceGiven extends Omit<LicenceContent, "number" | "kind" | "beforeOn"> {
  readonly licenceNumber: string;
  readonly kind: string;
  readonly beforeOn?: string | undefined;
}
/** What of all licences a new one is held against; those that were taken back are none. */
export interface KnownLicences {
  readonly licences: readonly LicenceVersion[];
  readonly people: ReadonlyMap<string, Person>;
}
/**
 * Whole and without a fault, or every fault is told: a number is one person's, and of one person its days do not cross.
 * @param own of a licence that is changed: it is not held against itself
 */
export const checkedLicence = (
  { licences, people }: KnownLicences,
  personId: string,
  given: LicenceGiven,
  faults: FormFaults,
  own?: string,
): LicenceContent => {
  // A list tells itself of an empty cell, by its column.
  const number = faults.has("licenceNumber") ? "" : faults.text("licenceNumber", given.licenceNumber, 60);
  const insurer = faults.has("insurer") ? "" : faults.text("insurer", given.insurer, 100);
  const kind = LICENCE_KINDS.find((one) => one === given.kind);
  if (kind === undefined) faults.add("kind", "请选择类别。", "Choose a kind.");
  // A list tells itself of a cell that reads as no day.
  if (given.fromOn === "" && !faults.has("fromOn")) faults.add("fromOn", "请填写第一天。", "Give the first day.");
  if (!faults.has("fromOn")) faults.span("", given.fromOn, given.beforeOn);
  const { fromOn, beforeOn } = given;
  const days = { fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) };
  const others = licences.filter((one) => one.licenceId !== own && !one.takenBack && one.number === number);
  const stranger = others.find((one) => one.personId !== personId);
  if (number !== "" && stranger) {
    const { name = "", code = "" } = people.get(stranger.personId) ?? {};
    faults.add(
      "licenceNumber",
      `执业登记号 ${number} 已登记在${name}（${code}）名下，请核对号码。`,
      `Licence ${number} is recorded for ${name} (${code}) already; check the number.`,
    );
  }
  const crossed = others.find((one) => one.personId === personId && overlap(one, days));
  if (!faults.has("fromOn") && !faults.has("beforeOn") && crossed)
    faults.add(
      "fromOn",
      `这个号码自 ${crossed.fromOn} 起已经登记，日期重叠；请更正已有的一条。`,
      `This number is recorded from ${crossed.fromOn} on already and the days cross; correct that line.`,
    );
  return { number, insurer, kind: kind ?? "individual_agent", ...days };
};
export const sayAlike = (a: LicenceContent, b: LicenceContent): boolean =>
  a.number === b.number &&
  a.kind === b.kind &&
  a.insurer === b.insurer &&
  a.fromOn === b.fromOn &&
  a.beforeOn === b.beforeOn;
