// Clauses: C7.1, N7
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { listNotices } from "../store/consents.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { addRetentionRule, listRetentionRules, type RetentionRule } from "../store/retention.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface RetentionRuleGiven
  extends Keyed,
    Pick<RetentionRule, "purpose" | "begins" | "months" | "fields" | "basis" | "fromOn"> {}
/**
 * Says from a day to come how long data is kept for a purpose. Whoever shortens a period destroys data, so that it begins tomorrow at the
 * earliest: until then the list shows what would fall due. A purpose that rests on a consent first has its notice, which states the period
 * (PIPL 17). Refusals: `not_for_this_party`, `form_refused`, `key_reused`.
 */
export const keepRetentionRule = (
  house: House,
  caller: Caller,
  given: RetentionRuleGiven,
): Promise<{ readonly version: number }> =>
  doOnce(house, caller, "keep-retention-rule", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const { purpose, begins, months, fromOn } = given;
    const faults = new FormFaults();
    const basis = faults.text("basis", given.basis, 500);
    if (!Number.isInteger(months) || months < 0 || months > 600)
      faults.add("months", "请写 0 到 600 个月。", "Write 0 to 600 months.");
    const day = await companyDay(house, tx);
    const tomorrow = dayText(addDays(parseDay(day)!, 1));
    faults.day("fromOn", fromOn);
    const before = (await listRetentionRules(tx)).find((one) => one.purpose === purpose);
    if (parseDay(fromOn) !== undefined && fromOn < tomorrow)
      faults.add(
        "fromOn",
        `到期的信息会被删除且不能恢复，新的期限最早从 ${tomorrow} 起。`,
        `What falls due is deleted for good, so a new period begins on ${tomorrow} at the earliest.`,
      );
    else if (before !== undefined && fromOn < before.fromOn)
      faults.add(
        "fromOn",
        `第 ${before.version} 版从 ${before.fromOn} 起，新的一版不能早于它。`,
        `Version ${before.version} begins on ${before.fromOn}; the next one does not come before it.`,
      );
    const notice = (await listNotices(tx)).find((one) => one.purpose === purpose);
    if (purpose !== "service" && notice === undefined)
      faults.add(
        "purpose",
        "这一用途还没有告知书；保存期限先在告知书里告知（个人信息保护法第十七条）。",
        "There is no notice of this purpose yet; people are told of the period first (PIPL 17).",
      );
    faults.refuse();
    const version = (before?.version ?? 0) + 1;
    const ruleId = newUuid();
    const fields = [...new Set(given.fields)].sort();
    const rule = { ruleId, purpose, version, begins, months, fields, basis, fromOn, noticeId: notice?.noticeId };
    await addRetentionRule(tx, { ...rule, recordedAt: house.now(), actorPersonId: caller.personId });
    const detail = { purpose, version, begins, months, fields, fromOn };
    await tell({ subjectKind: "retention_rule", subjectId: ruleId, detail });
    return { version };
  });
