// Clauses: C1.2
import type { RoleHolding, RoleName } from "../store/people.ts";
import type { BranchTree } from "./branch-tree.ts";
import { contains, overlap } from "./company-day.ts";
import type { FormFaults } from "./form-faults.ts";
import { BY_OWNERS } from "./permissions.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** A role as somebody fills it in: branch and the person stood in for by the company's own codes. */
export interface RoleGiven {
  readonly role: RoleName;
  readonly branch?: string | undefined;
  readonly deputyFor?: string | undefined;
  /** Number of the one contract that an auditor of a contract reads. */
  readonly contract?: string | undefined;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
/** What a role is checked against. */
export interface RoleContext {
  readonly tree: BranchTree;
  readonly holdings: readonly RoleHolding[];
  /** The person's id by the company's own number. */
  readonly personOf: (code: string) => string | undefined;
  /** The ids of the contracts that are named, by number. */
  readonly contractOf: (number: string) => string | undefined;
  /** Branches in which whoever gives the role acts; absent: the whole company. */
  readonly scope?: readonly string[] | undefined;
  /** Whoever gives the role is an owner, or works on the machine itself. */
  readonly byOwner: boolean;
}
/** Roles outside the company: nobody stands in for a party of a contract by an entry in the company's own list. */
const PARTIES: readonly RoleName[] = ["agent", "intermediary"];

/**
 * The role as it is kept; every fault of it goes to `faults` under `field`. One person has a role in a branch once at a time, an agent is
 * in one branch at a time, and a deputy stands in only for a person who has the role in all of that time and in that branch.
 * @param own the person who gets the role; undefined for one who comes in with it
 */
export const checkedRole = (
  given: RoleGiven,
  field: string,
  own: { readonly personId: string; readonly roleHoldingId: string },
  context: RoleContext,
  faults: FormFaults,
): RoleHolding => {
  const { tree, holdings, personOf, byOwner } = context;
  const { role, fromOn, beforeOn } = given;
  if (!byOwner && BY_OWNERS.includes(role))
    faults.add(
      `${field}role`,
      `${ROLE_WORDS[role].zh}只能由负责人任命。`,
      `Only an owner gives the role ${ROLE_WORDS[role].en}.`,
    );
  faults.span(field, fromOn, beforeOn);
  const branch = given.branch === undefined ? undefined : tree.coded(given.branch);
  if (given.branch !== undefined && branch === undefined)
    faults.add(`${field}branch`, `没有编号为 ${given.branch} 的机构。`, `There is no branch ${given.branch}.`);
  if (
    context.scope !== undefined &&
    !(branch && context.scope.includes(branch.branchId)) &&
    !faults.has(`${field}branch`)
  )
    faults.add(
      `${field}branch`,
      "您只在某些机构任职，请选择其中的机构。",
      "Your role holds in some branches; choose one of them or below them.",
    );
  const deputyFor = given.deputyFor === undefined ? undefined : personOf(given.deputyFor);
  if (given.deputyFor !== undefined && deputyFor === undefined) faults.nobody(`${field}deputyFor`, given.deputyFor);
  const holding: RoleHolding & { contractId?: string } = {
    ...own,
    role,
    fromOn,
    ...(beforeOn === undefined ? {} : { beforeOn }),
    ...(branch === undefined ? {} : { branchId: branch.branchId }),
    ...(deputyFor === undefined ? {} : { deputyForPersonId: deputyFor }),
  };
  if (branch?.closedOn !== undefined && (beforeOn === undefined || beforeOn > branch.closedOn))
    faults.add(
      `${field}branch`,
      `${branch.name.zh}自 ${branch.closedOn} 起已撤销，请写明在此之前结束，或另选机构。`,
      `${branch.name.en || branch.name.zh} is closed from ${branch.closedOn}; let the role end by then, or choose another branch.`,
    );
  if (role === "group_reader" && beforeOn === undefined)
    faults.add(`${field}beforeOn`, "请写明可以查阅到哪一天。", "Say on which day the reading ends.");
  if (role === "group_reader" && branch !== undefined)
    faults.add(
      `${field}branch`,
      "集团查阅看全公司的汇总，不选机构。",
      "A group reader reads figures of the whole company; choose no branch.",
    );
  const contractId = given.contract === undefined ? undefined : context.contractOf(given.contract.trim());
  if (contractId !== undefined) holding.contractId = contractId;
  if (role === "contract_auditor" || given.contract !== undefined) checkAuditor(given, contractId, field, faults);
  if (contractId !== undefined || holdings.some((one) => one.personId === own.personId && one.contractId !== undefined))
    checkAlone(holding, field, holdings, faults);
  if (deputyFor !== undefined) checkDeputy(holding, field, context, faults);
  checkOnce(holding, field, holdings, faults);
  return holding;
};
/** Reads one contract, and says until when. */
const checkAuditor = (
  { role, contract, branch, deputyFor, beforeOn }: RoleGiven,
  contractId: string | undefined,
  field: string,
  faults: FormFaults,
): void => {
  if (role !== "contract_auditor") {
    faults.add(`${field}contract`, "只有单份合同审计才写合同。", "Only an auditor of one contract names one.");
    return;
  }
  if ((contract ?? "").trim() === "")
    faults.add(`${field}contract`, "请写明查阅哪一份合同。", "Say which contract is read.");
  else if (contractId === undefined)
    faults.add(`${field}contract`, `没有编号为 ${contract} 的合同。`, `There is no contract ${contract}.`);
  if (beforeOn === undefined)
    faults.add(`${field}beforeOn`, "请写明可以查阅到哪一天。", "Say on which day the reading ends.");
  if (branch !== undefined)
    faults.add(`${field}branch`, "只看一份合同，不选机构。", "One contract is read; choose no branch.");
  if (deputyFor !== undefined)
    faults.add(`${field}deputyFor`, "单份合同审计不能代行。", "Nobody stands in for an auditor of one contract.");
};
/** What narrows an auditor to one contract would narrow or widen another role: nobody is both at a time. Several contracts may be audited. */
const checkAlone = (
  holding: RoleHolding,
  field: string,
  holdings: readonly RoleHolding[],
  faults: FormFaults,
): void => {
  const clash = holdings.find(
    (one) =>
      one.personId === holding.personId &&
      (one.role === "contract_auditor") !== (holding.role === "contract_auditor") &&
      overlap(one, holding),
  );
  if (clash === undefined) return;
  const words = ROLE_WORDS[clash.role];
  faults.add(
    `${field}role`,
    `这个人同时是${words.zh}；只审计一份合同的人不能兼任其他职务。`,
    `The person is ${words.en.toLowerCase()} at that time; whoever audits one contract has no other role.`,
  );
};
const checkDeputy = (
  holding: RoleHolding,
  field: string,
  { tree, holdings }: RoleContext,
  faults: FormFaults,
): void => {
  const { role, personId, deputyForPersonId } = holding;
  const words = ROLE_WORDS[role];
  if (PARTIES.includes(role))
    faults.add(
      `${field}deputyFor`,
      `${words.zh}是合同当事人，不能由公司指定的人代行。`,
      `The ${words.en.toLowerCase()} is a party of the contract: nobody stands in by the company's word.`,
    );
  else if (deputyForPersonId === personId)
    faults.add(`${field}deputyFor`, "不能由本人代行本人的职务。", "Nobody stands in for oneself.");
  else if (holding.beforeOn === undefined)
    faults.add(`${field}beforeOn`, "代行职务须写明到哪一天为止。", "Say on which day standing in ends.");
  else if (
    !holdings.some(
      (one) =>
        one.personId === deputyForPersonId &&
        one.role === role &&
        one.deputyForPersonId === undefined &&
        contains(one, holding) &&
        tree.isWithin(holding.branchId, one.branchId),
    )
  )
    faults.add(
      `${field}deputyFor`,
      `被代行的人在这段时间、这一机构并不一直担任${words.zh}。`,
      `That person does not have the role ${words.en} in all of that time and in that branch.`,
    );
};
const checkOnce = (holding: RoleHolding, field: string, holdings: readonly RoleHolding[], faults: FormFaults): void => {
  const clash = holdings.find(
    (one) =>
      one.personId === holding.personId &&
      one.role === holding.role &&
      one.deputyForPersonId === holding.deputyForPersonId &&
      (holding.role === "agent" || one.branchId === holding.branchId) &&
      one.contractId === holding.contractId &&
      overlap(one, holding),
  );
  if (clash === undefined) return;
  const words = ROLE_WORDS[holding.role];
  const zh = `自 ${clash.fromOn} 起${clash.beforeOn === undefined ? "" : `至 ${clash.beforeOn} 前`}已经是${words.zh}`;
  const en = `The person is ${words.en.toLowerCase()} already from ${clash.fromOn}${clash.beforeOn === undefined ? "" : ` until before ${clash.beforeOn}`}`;
  faults.add(`${field}fromOn`, `${zh}，请先结束原来的一项。`, `${en}; end that first.`);
};
