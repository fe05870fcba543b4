// Clauses: C7.1, N7
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import {
  type ActivityGiven,
  type AssessmentGiven,
  addAssessment,
  keepActivity,
  keepProcessor,
  type ProcessorGiven,
} from "../../src/commands/keep-register.ts";
import { readRegister } from "../../src/commands/read-register.ts";
import { instant, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";

const company: Caller = { companyId: 1, party: "company" };
let now = instant("2026-07-01T12:00:00+08:00");
const database = await newDatabase();
let house: House;
let keys = 0;
const newKey = (): string => `register-${keys++}`;
const activity = (given: Partial<ActivityGiven> = {}) =>
  keepActivity(house, company, {
    key: newKey(),
    code: "CL-1",
    fromOn: "2026-07-01",
    name: "满意度回访",
    purpose: "了解服务质量",
    basis: "consent",
    persons: "客户",
    data: "姓名、电话",
    recipients: "无",
    storage: "杭州机房",
    period: "一年",
    measures: "逐人加密",
    risks: [],
    processors: [],
    ...given,
  });
const processor = (given: Partial<ProcessorGiven> = {}) =>
  keepProcessor(house, company, {
    key: newKey(),
    code: "ST-1",
    fromOn: "2026-07-01",
    name: "声通呼叫中心",
    contact: "0571-1",
    contract: "WT-2026-01",
    purpose: "电话回访",
    way: "外呼",
    data: "姓名、电话",
    measures: "专网、录音加密",
    further: "",
    returned: "",
    ...given,
  });
const assess = (given: Partial<AssessmentGiven> = {}) =>
  addAssessment(house, company, {
    key: newKey(),
    code: "PG-1",
    activity: "CL-1",
    assessedOn: "2026-07-01",
    necessity: "为改进服务所必要",
    impact: "误拨、泄露",
    measures: "外呼号码脱敏",
    conclusion: "go_with_measures",
    by: "法务部",
    ...given,
  });
const read = async (caller = company) => {
  const { activities, processors, assessments } = await readRegister(house, caller);
  return {
    activities: activities.map(({ code, version, assessment, over }) => [
      code,
      version,
      assessment.standing,
      assessment.missing.join(),
      over,
    ]),
    processors: processors.map(({ code, version, over, owesReturn, usedBy }) => [
      code,
      version,
      over,
      owesReturn,
      usedBy.join(),
    ]),
    assessments: assessments.map(({ code, content, keptUntil }) => [code, content.activityVersion, keptUntil]),
  };
};
const faultsOf = (call: Promise<unknown>): Promise<string[]> =>
  call.then(
    () => [],
    (error) => error.args?.faults?.map(({ field }: { field: string }) => field) ?? [String(error)],
  );
beforeAll(async () => {
  const store = await storeOn(database);
  await withCompanies(store, 1, 2);
  house = { store, threads: undefined as never, engine: "test", now: risingClock(() => now / 1000) };
});

describe("the register of processing", () => {
  it("law-A7: every mistake is told at once; the same key is kept once; another company has its own", async () => {
    expect(await faultsOf(activity({ code: " ", name: "", processors: ["ST-9"], beforeOn: "2026-06-01" }))).toEqual([
      "code",
      "processors",
      "name",
      "beforeOn",
    ]);
    const key = newKey();
    expect([await activity({ key }), await activity({ key })]).toEqual([{ version: 1 }, { version: 1 }]);
    const versions = await Promise.all([processor(), processor()]);
    expect(versions.map(({ version }) => version).sort()).toEqual([1, 2]);
    expect((await read()).activities).toEqual([["CL-1", 1, "none", "", false]]);
    expect(await read({ companyId: 2, party: "company" })).toEqual({ activities: [], processors: [], assessments: [] });
    expect(() => readRegister(house, { companyId: 1, party: "agent" })).toThrow("Only the company");
  });
  it("law-A7: an assessment is owed before what needs one begins, and anew when a reason is added (PIPL 55)", async () => {
    await activity({ fromOn: "2026-07-10", processors: ["ST-1"], risks: ["automated"] });
    // The version of today has no reason yet; on its day the next one does.
    expect((await read()).activities).toEqual([["CL-1", 1, "none", "", false]]);
    now = instant("2026-07-10T12:00:00+08:00");
    expect((await read()).activities).toEqual([["CL-1", 2, "owed", "automated,entrusts", false]]);
    expect(await faultsOf(assess({ activity: "CL-9", assessedOn: "2026-07-11", by: "" }))).toEqual([
      "fromOn",
      "activity",
      "by",
    ]);
    await assess();
    expect(await faultsOf(assess())).toEqual(["code"]);
    expect(await read()).toMatchObject({
      activities: [["CL-1", 2, "done", "", false]],
      assessments: [["PG-1", 2, "2029-07-01"]],
    });
    await activity({ fromOn: "2026-07-10", processors: ["ST-1"], risks: ["automated", "sensitive"] });
    expect((await read()).activities).toEqual([["CL-1", 3, "owed", "sensitive", false]]);
    await assess({ code: "PG-2", conclusion: "stop" });
    expect((await read()).activities).toEqual([["CL-1", 3, "stopped", "", false]]);
  });
  it("law-A7: after the end of an entrusting it is owed that data went back; what held before stays readable", async () => {
    expect(await faultsOf(processor({ returned: "已删除" }))).toEqual(["returned"]);
    await processor({ fromOn: "2026-07-01", beforeOn: "2026-07-10" });
    expect((await read()).processors).toEqual([["ST-1", 3, true, true, "CL-1"]]);
    await processor({ beforeOn: "2026-07-10", returned: "2026-07-12 删除证明 SC-3" });
    const { processors } = await readRegister(house, company);
    expect(processors[0]).toMatchObject({ owesReturn: false, version: 4 });
    expect(processors[0]!.versions.map(({ version }) => version)).toEqual([3, 2, 1]);
    const { rows } = await (await superuser(database)).query(
      "select count(*) from fealty.activity where company_id = 1",
    );
    expect(Number(rows[0].count)).toBe(9);
  });
});
