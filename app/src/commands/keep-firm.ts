// Clauses: C1.1
import { listContracts } from "../store/contracts.ts";
import { addFirm, type IntermediaryFirm, listFirms, updateFirm } from "../store/intermediary-firms.ts";
import { listLegalEntities, lockOrganisation } from "../store/organisation.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { checkedCreditCode } from "./credit-code.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { runningOf } from "./firm-days.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface FirmGiven extends Keyed {
  /** The code of the one that is changed; absent for a new one. */
  readonly firm?: string | undefined;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly creditCode?: string | undefined;
  readonly contact?: string | undefined;
  /** First day without it. */
  readonly closedOn?: string | undefined;
}
/**
 * Brings in a firm that is an intermediary, changes it, or closes it from a day on; one that still serves a contract then is not closed.
 * Refusals: `not_for_this_party`, `not_permitted`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const keepFirm = (house: House, caller: Caller, given: FirmGiven): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "keep-firm", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const firms = await listFirms(tx);
    const before = firms.find(({ code }) => code === given.firm);
    if (given.firm !== undefined && !before) throw noSuchThing("firm", given.firm);
    const faults = new FormFaults();
    const firm = checkedFirm(given, before?.firmId ?? newUuid(), faults);
    for (const other of firms.filter(({ firmId }) => firmId !== firm.firmId)) {
      if (other.code === firm.code)
        faults.add(
          "code",
          `编号 ${firm.code} 已用于${other.name.zh}，请另用一个。`,
          `The code ${firm.code} stands for ${other.name.en || other.name.zh} already; use another.`,
        );
      if (firm.creditCode !== undefined && other.creditCode === firm.creditCode)
        faults.add(
          "creditCode",
          `这个统一社会信用代码已登记在${other.name.zh}名下，同一家机构只登记一次。`,
          `This credit code stands for ${other.name.en || other.name.zh} already; one firm is recorded once.`,
        );
    }
    const own = (await listLegalEntities(tx)).find(
      ({ creditCode }) => creditCode !== undefined && creditCode === firm.creditCode,
    );
    if (own)
      faults.add(
        "creditCode",
        `这是本公司法人主体${own.name.zh}的统一社会信用代码：公司不能做自己合同的中介人，请核对。`,
        `This is the credit code of the company's own legal entity ${own.name.en || own.name.zh}: a company is no intermediary of its own contracts. Check the code.`,
      );
    if (before && firm.closedOn !== undefined) {
      const running = runningOf(await listContracts(tx), firm.firmId, firm.closedOn).map(({ number }) => number);
      if (running.length > 0)
        faults.add(
          "closedOn",
          `合同 ${running.join("、")} 到那时还由这家机构居间，请先结束合同，或改晚撤销日。`,
          `${running.join(", ")} still ${running.length === 1 ? "has" : "have"} this firm as intermediary then; end ${running.length === 1 ? "it" : "them"} first, or choose a later day.`,
        );
    }
    faults.refuse();
    await (before ? updateFirm : addFirm)(tx, firm);
    await tell({
      subjectKind: "intermediary_firm",
      subjectId: firm.firmId,
      detail: { ...(before ? { before: withoutId(before) } : {}), after: withoutId(firm) },
    });
    return { code: firm.code };
  });
const withoutId = ({ firmId: _, ...rest }: IntermediaryFirm) => rest;

const checkedFirm = (given: FirmGiven, firmId: string, faults: FormFaults): IntermediaryFirm => {
  const creditCode = checkedCreditCode(given.creditCode, faults);
  const contact = (given.contact ?? "").trim() === "" ? "" : faults.text("contact", given.contact!);
  return {
    firmId,
    code: faults.text("code", given.code, 40),
    name: { zh: faults.text("nameZh", given.nameZh), en: given.nameEn.trim() },
    ...(creditCode === "" ? {} : { creditCode }),
    ...(contact === "" ? {} : { contact }),
    ...(given.closedOn === undefined ? {} : { closedOn: faults.day("closedOn", given.closedOn) }),
  };
};
