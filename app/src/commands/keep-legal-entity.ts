// Clauses: C1.1
import {
  addLegalEntity,
  type LegalEntity,
  listBranches,
  listLegalEntities,
  lockOrganisation,
  updateLegalEntity,
} from "../store/organisation.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { checkedCreditCode } from "./credit-code.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface LegalEntityGiven extends Keyed {
  /** The code of the one that is changed; absent for a new one. */
  readonly entity?: string | undefined;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly creditCode?: string | undefined;
  readonly sealName: string;
  readonly bankName?: string | undefined;
  readonly bankAccount?: string | undefined;
  /** First day without it. */
  readonly closedOn?: string | undefined;
}
/** Brings a legal entity in or changes it. Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`. */
export const keepLegalEntity = (
  house: House,
  caller: Caller,
  given: LegalEntityGiven,
): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "keep-legal-entity", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const entities = await listLegalEntities(tx);
    const before = entities.find(({ code }) => code === given.entity);
    if (given.entity !== undefined && !before) throw noSuchThing("legal_entity", given.entity);
    const faults = new FormFaults();
    const entity = checkedEntity(given, before?.legalEntityId ?? newUuid(), faults);
    for (const other of entities.filter(({ legalEntityId }) => legalEntityId !== entity.legalEntityId)) {
      if (other.code === entity.code)
        faults.add("code", `编号 ${entity.code} 已用于${other.name.zh}。`, `The code ${entity.code} is taken.`);
      if (entity.creditCode !== undefined && other.creditCode === entity.creditCode)
        faults.add(
          "creditCode",
          `这个统一社会信用代码已登记在${other.name.zh}名下。`,
          `This credit code stands for ${other.name.en || other.name.zh} already.`,
        );
    }
    if (entity.closedOn !== undefined) {
      const { closedOn } = entity;
      const left = (await listBranches(tx)).filter(
        (branch) =>
          branch.legalEntityId === entity.legalEntityId &&
          (branch.closedOn === undefined || branch.closedOn > closedOn),
      );
      if (left.length > 0)
        faults.add(
          "closedOn",
          `机构${left.map(({ name }) => name.zh).join("、")}还归它所有，请先改归或撤销。`,
          `It still holds ${left.map(({ name }) => name.en || name.zh).join(", ")}; give these to another or close them first.`,
        );
    }
    faults.refuse();
    await (before ? updateLegalEntity : addLegalEntity)(tx, entity);
    const { legalEntityId: _, ...after } = entity;
    await tell({
      subjectKind: "legal_entity",
      subjectId: entity.legalEntityId,
      detail: { ...(before ? { before: withoutId(before) } : {}), after },
    });
    return { code: entity.code };
  });
const withoutId = ({ legalEntityId: _, ...rest }: LegalEntity) => rest;

const checkedEntity = (given: LegalEntityGiven, legalEntityId: string, faults: FormFaults): LegalEntity => {
  const creditCode = checkedCreditCode(given.creditCode, faults);
  const bankAccount = (given.bankAccount ?? "").replace(/[\s-]/g, "");
  if (bankAccount !== "" && !/^\d{8,32}$/.test(bankAccount))
    faults.add("bankAccount", "银行账号是 8 到 32 位数字。", "A bank account has 8 to 32 digits.");
  const bankName = (given.bankName ?? "").trim();
  if ((bankAccount === "") !== (bankName === ""))
    faults.add(
      bankName === "" ? "bankName" : "bankAccount",
      "开户行与账号须一并填写。",
      "Bank and account belong together: fill in both.",
    );
  const name = { zh: faults.text("nameZh", given.nameZh), en: given.nameEn.trim() };
  return {
    legalEntityId,
    code: faults.text("code", given.code, 40),
    name,
    sealName: faults.text("sealName", given.sealName),
    ...(creditCode === "" ? {} : { creditCode }),
    ...(bankName === "" ? {} : { bankName }),
    ...(bankAccount === "" ? {} : { bankAccount }),
    ...(given.closedOn === undefined ? {} : { closedOn: faults.day("closedOn", given.closedOn) }),
  };
};
