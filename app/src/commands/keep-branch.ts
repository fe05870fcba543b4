// Clauses: C1.1
import {
  addBranches,
  type Branch,
  listBranches,
  listLegalEntities,
  lockOrganisation,
  updateBranch,
} from "../store/organisation.ts";
import { listRoleHoldings } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface BranchGiven extends Keyed {
  /** The code of the one that is changed; absent for a new one. */
  readonly branch?: string | undefined;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Code of the branch above; absent: directly below the company. */
  readonly parent?: string | undefined;
  /** Code of the legal entity that it belongs to. */
  readonly entity?: string | undefined;
  /** First day without it. */
  readonly closedOn?: string | undefined;
}
/**
 * Brings a branch in, changes, moves or closes it. One that is closed has nobody and nothing open below it by then.
 * Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const keepBranch = (house: House, caller: Caller, given: BranchGiven): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "keep-branch", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const tree = new BranchTree(await listBranches(tx));
    const before = given.branch === undefined ? undefined : tree.coded(given.branch);
    if (given.branch !== undefined && !before) throw noSuchThing("branch", given.branch);
    const faults = new FormFaults();
    const branch = await checkedBranch(tx, given, before?.branchId ?? newUuid(), tree, faults);
    if (branch.closedOn !== undefined) await checkClosing(tx, branch, branch.closedOn, tree, faults);
    faults.refuse();
    if (before) await updateBranch(tx, branch);
    else await addBranches(tx, [branch]);
    const told = ({ code, nameZh, nameEn, parent, entity, closedOn }: BranchGiven) => ({
      code,
      name: { zh: nameZh, en: nameEn },
      parent,
      entity,
      closedOn,
    });
    await tell({
      subjectKind: "branch",
      subjectId: branch.branchId,
      detail: {
        ...(before
          ? {
              before: {
                code: before.code,
                name: before.name,
                closedOn: before.closedOn,
                parent: tree.get(before.parentBranchId ?? "")?.code,
              },
            }
          : {}),
        after: told(given),
      },
    });
    return { code: branch.code };
  });

const checkedBranch = async (
  tx: Tx,
  given: BranchGiven,
  branchId: string,
  tree: BranchTree,
  faults: FormFaults,
): Promise<Branch> => {
  const code = faults.text("code", given.code, 40);
  const name = { zh: faults.text("nameZh", given.nameZh), en: given.nameEn.trim() };
  const other = tree.coded(code);
  if (other && other.branchId !== branchId)
    faults.add("code", `编号 ${code} 已用于${other.name.zh}。`, `The code ${code} is taken.`);
  const parent = given.parent === undefined ? undefined : tree.coded(given.parent);
  if (given.parent !== undefined && !parent)
    faults.add("parent", `没有编号为 ${given.parent} 的机构。`, `There is no branch ${given.parent}.`);
  if (parent && tree.isWithin(parent.branchId, branchId))
    faults.add(
      "parent",
      `${parent.name.zh}就在它自己之下，不能作为上级。`,
      `${parent.name.en || parent.name.zh} lies below it and cannot stand above it.`,
    );
  if (parent?.closedOn !== undefined && (given.closedOn === undefined || given.closedOn > parent.closedOn))
    faults.add(
      "parent",
      `上级${parent.name.zh}自 ${parent.closedOn} 起已撤销。`,
      `The branch above is closed from ${parent.closedOn}.`,
    );
  const entities = given.entity === undefined ? [] : await listLegalEntities(tx);
  const entity = entities.find((one) => one.code === given.entity);
  if (given.entity !== undefined && !entity)
    faults.add("entity", `没有编号为 ${given.entity} 的法人主体。`, `There is no legal entity ${given.entity}.`);
  return {
    branchId,
    code,
    name,
    ...(parent ? { parentBranchId: parent.branchId } : {}),
    ...(entity ? { legalEntityId: entity.legalEntityId } : {}),
    ...(given.closedOn === undefined ? {} : { closedOn: faults.day("closedOn", given.closedOn) }),
  };
};
const checkClosing = async (
  tx: Tx,
  { branchId }: Branch,
  closedOn: string,
  tree: BranchTree,
  faults: FormFaults,
): Promise<void> => {
  const below = tree
    .below(branchId)
    .filter((one) => one.branchId !== branchId && (one.closedOn === undefined || one.closedOn > closedOn));
  if (below.length > 0)
    faults.add(
      "closedOn",
      `下级${below.map(({ name }) => name.zh).join("、")}那时还在，请先撤销或改隶。`,
      `${below.map(({ name }) => name.en || name.zh).join(", ")} below it ${below.length === 1 ? "is" : "are"} still open then; close or move first.`,
    );
  const holdings = await listRoleHoldings(tx);
  const people = new Set(
    holdings
      .filter((one) => one.branchId === branchId && (one.beforeOn === undefined || one.beforeOn > closedOn))
      .map(({ personId }) => personId),
  );
  if (people.size > 0)
    faults.add(
      "closedOn",
      `还有 ${people.size} 人的职务在这里，请先结束或调到别处。`,
      `${people.size === 1 ? "One person still has a role" : `${people.size} people still have roles`} here; end or move them first.`,
    );
};
