// Clauses: C7.1, N7
import { parseDay } from "@fealty/engine/values/date.ts";
import { lockOrganisation } from "../store/organisation.ts";
import {
  type ActivityContent,
  type AssessmentContent,
  addRegisterEntry,
  listRegister,
  type ProcessorContent,
  type RegisterContents,
  type RegisterEntry,
  type RegisterName,
} from "../store/processing-register.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller, Verb } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";

interface Dated extends Keyed {
  readonly code: string;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
export type ActivityGiven = Dated & ActivityContent;
export type ProcessorGiven = Dated & ProcessorContent;
export type AssessmentGiven = Keyed &
  Omit<AssessmentContent, "activityVersion"> & { readonly code: string; readonly assessedOn: string };
type Kept = Promise<{ readonly version: number }>;

/** Keeps the next version of a processing activity. Refusals: `not_for_this_party`, `form_refused`, `key_reused`. */
export const keepActivity = (house: House, caller: Caller, given: ActivityGiven): Kept =>
  keepVersion(house, caller, "keep-activity", "activity", given, async ({ tx }, faults) => {
    const known = new Set((await listRegister(tx, "processor")).map(({ code }) => code));
    for (const code of given.processors.filter((one) => !known.has(one)))
      faults.add("processors", `没有登记编号为 ${code} 的受托人。`, `There is no processor ${code}.`);
    return {
      ...texts(given, ["name", "purpose", "persons", "data", "recipients", "storage", "period", "measures"], faults),
      basis: given.basis,
      risks: [...new Set(given.risks)],
      processors: [...new Set(given.processors)],
    };
  });
/** Keeps the next version of an entrusted processor with what its contract says (PIPL 21). Refusals: as above. */
export const keepProcessor = (house: House, caller: Caller, given: ProcessorGiven): Kept =>
  keepVersion(house, caller, "keep-processor", "processor", given, async ({ tx }, faults) => {
    const returned = given.returned.trim();
    if (returned !== "" && (given.beforeOn === undefined || given.beforeOn > (await companyDay(house, tx))))
      faults.add(
        "returned",
        "委托结束以后才谈得上返还或者删除；请先写结束的日期。",
        "Data is given back or deleted after the end; write the end first.",
      );
    return {
      ...texts(given, ["name", "contact", "contract", "purpose", "way", "data", "measures"], faults),
      further: optional(given.further, "further", faults),
      returned: optional(returned, "returned", faults),
    };
  });
/** Adds an assessment of an activity as it stands; it is never changed. Refusals: as above. */
export const addAssessment = (house: House, caller: Caller, { assessedOn, ...given }: AssessmentGiven): Kept =>
  keepVersion(
    house,
    caller,
    "add-assessment",
    "assessment",
    { ...given, fromOn: assessedOn },
    async ({ tx }, faults, before) => {
      if (before)
        faults.add("code", `已有编号为 ${before.code} 的评估报告。`, `There is an assessment ${before.code} already.`);
      if (parseDay(assessedOn) !== undefined && assessedOn > (await companyDay(house, tx)))
        faults.add("fromOn", "评估的日期还没有到。", "The day of the assessment has not come yet.");
      const activity = (await listRegister(tx, "activity")).find(({ code }) => code === given.activity);
      if (!activity)
        faults.add("activity", `没有编号为 ${given.activity} 的处理活动。`, `There is no activity ${given.activity}.`);
      return {
        ...texts(given, ["necessity", "impact", "measures", "by"], faults),
        activity: given.activity,
        activityVersion: activity?.version ?? 1,
        conclusion: given.conclusion,
      };
    },
  );

const keepVersion = <Name extends RegisterName>(
  house: House,
  caller: Caller,
  verb: Verb,
  register: Name,
  given: Dated,
  contentOf: (
    doing: Doing,
    faults: FormFaults,
    before: RegisterEntry<Name> | undefined,
  ) => Promise<RegisterContents[Name]>,
): Kept =>
  doOnce(house, caller, verb, given, async (doing) => {
    const { tx, tell } = doing;
    await lockOrganisation(tx);
    const faults = new FormFaults();
    const code = faults.text("code", given.code, 40);
    const before = (await listRegister(tx, register)).find((one) => one.code === code);
    const content = await contentOf(doing, faults, before);
    const { fromOn, beforeOn } = given;
    faults.span("", fromOn, beforeOn, true);
    if (before !== undefined && fromOn < before.fromOn)
      faults.add(
        "fromOn",
        `第 ${before.version} 版从 ${before.fromOn} 起，新的一版不能早于它。`,
        `Version ${before.version} begins on ${before.fromOn}; the next one does not come before it.`,
      );
    faults.refuse();
    const version = (before?.version ?? 0) + 1;
    const entryId = newUuid();
    const own = { entryId, register, code, version, content, fromOn, beforeOn };
    await addRegisterEntry(tx, { ...own, recordedAt: house.now(), actorPersonId: caller.personId });
    await tell({ subjectKind: "processing_entry", subjectId: entryId, detail: { register, code, version } });
    return { version };
  });
const MOST = 1000;
const texts = <Field extends string>(
  given: Readonly<Record<Field, string>>,
  fields: readonly Field[],
  faults: FormFaults,
): Record<Field, string> =>
  Object.fromEntries(fields.map((field) => [field, faults.text(field, given[field], MOST)])) as Record<Field, string>;
const optional = (value: string, field: string, faults: FormFaults): string =>
  value.trim() === "" ? "" : faults.text(field, value, MOST);
