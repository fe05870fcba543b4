// Clauses: C7.1, N7
import { addMonths, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { listPeople } from "../store/people.ts";
import { listRegister, type RegisterEntry, type RegisterName, type Risk } from "../store/processing-register.ts";
import { authorise, type Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";

/** Reports and records of assessments are kept at least so long (PIPL 56). */
const KEPT_MONTHS = 36;
type Entry<Name extends RegisterName> = RegisterEntry<Name>;
/** Why an assessment is due: one of the risks, or that somebody is entrusted (PIPL 55). */
export type AssessmentReason = Risk | "entrusts";
export const reasonsOf = ({ content }: Entry<"activity">): AssessmentReason[] => [
  ...content.risks,
  ...(content.processors.length > 0 ? (["entrusts"] as const) : []),
];
/** `none` owed; `owed` since or before the day on which the activity begins; `stopped`: the last one says not to. */
export type AssessmentStanding = "none" | "done" | "owed" | "stopped";
/**
 * Whether the activity was assessed as it is: the last assessment looked at a version that had every reason of the present one.
 */
export const assessmentOf = (
  activity: Entry<"activity">,
  versions: readonly Entry<"activity">[],
  assessments: readonly Entry<"assessment">[],
): {
  readonly standing: AssessmentStanding;
  readonly last?: Entry<"assessment">;
  readonly missing: AssessmentReason[];
} => {
  const reasons = reasonsOf(activity);
  const [last] = assessments
    .filter(({ content }) => content.activity === activity.code)
    .sort((a, b) => b.recordedAt - a.recordedAt);
  const seen = versions.find(
    ({ code, version }) => code === activity.code && version === last?.content.activityVersion,
  );
  const covered: readonly AssessmentReason[] = seen === undefined ? [] : reasonsOf(seen);
  const missing = reasons.filter((one) => !covered.includes(one));
  const told = { ...(last === undefined ? {} : { last }), missing };
  if (reasons.length === 0) return { standing: "none", ...told };
  if (missing.length > 0) return { standing: "owed", ...told };
  return { standing: last?.content.conclusion === "stop" ? "stopped" : "done", ...told };
};
/** The version of each code that holds on a day, else the next to come; and all others. */
const byCode = <Name extends RegisterName>(entries: readonly Entry<Name>[], day: string) =>
  [...new Set(entries.map(({ code }) => code))].map((code) => {
    const own = entries.filter((one) => one.code === code);
    const present = own.find(({ fromOn }) => fromOn <= day) ?? own.at(-1)!;
    return { present, others: own.filter((one) => one !== present) };
  });

/** The whole register as of a day: what holds, what held before, and which assessments are owed. Refusal: `not_for_this_party`. */
export const readRegister = (house: House, caller: Caller) => {
  authorise(caller, "read-register");
  return house.store.withCompany(caller.companyId, { personId: caller.personId, snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const activities = await listRegister(tx, "activity");
    const processors = await listRegister(tx, "processor");
    const assessments = await listRegister(tx, "assessment");
    const names = new Map((await listPeople(tx)).map(({ personId, name }) => [personId, name]));
    const told = <Name extends RegisterName>({ entryId: _, actorPersonId, register: __, ...one }: Entry<Name>) => {
      const actor = names.get(actorPersonId ?? "");
      return { ...one, ...(actor === undefined ? {} : { actor }) };
    };
    const isOver = ({ beforeOn }: { readonly beforeOn?: string | undefined }): boolean =>
      beforeOn !== undefined && beforeOn <= day;
    return {
      day,
      activities: byCode(activities, day).map(({ present, others }) => {
        const { standing, last, missing } = assessmentOf(present, activities, assessments);
        const owed = isOver(present) && standing === "owed" ? "none" : standing;
        return {
          ...told(present),
          over: isOver(present),
          reasons: reasonsOf(present),
          assessment: { standing: owed, missing, ...(last === undefined ? {} : { code: last.code }) },
          versions: others.map(told),
        };
      }),
      processors: byCode(processors, day).map(({ present, others }) => ({
        ...told(present),
        over: isOver(present),
        /** After the end everything goes back or is deleted, and that is shown (PIPL 21). */
        owesReturn: isOver(present) && present.content.returned === "",
        usedBy: activities.flatMap(({ code, content, version }) =>
          content.processors.includes(present.code) && !activities.some((a) => a.code === code && a.version > version)
            ? [code]
            : [],
        ),
        versions: others.map(told),
      })),
      assessments: assessments.map((one) => ({
        ...told(one),
        keptUntil: dayText(addMonths(parseDay(one.fromOn)!, KEPT_MONTHS)),
      })),
    };
  });
};
