// Clauses: C7.1, N7

import { RowFault } from "../convert/fault.ts";
import { readResidentId } from "../convert/resident-id.ts";
import type { Customer, CustomerData, KeptCustomer } from "../store/customers.ts";
import type { BranchTree } from "./branch-tree.ts";
import { creditCodeFault } from "./credit-code.ts";
import type { FormFaults } from "./form-faults.ts";

/** What is known of a customer. Of one that is changed, what is absent stays as it is and an empty text takes away. */
export interface CustomerGiven {
  readonly code: string;
  readonly kind: Customer["kind"];
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  /** Number of the identity paper, of an organisation its unified social credit code. */
  readonly identity?: string | undefined;
  readonly bornOn?: string | undefined;
  /** Code of the branch. */
  readonly branch?: string | undefined;
  /** Code of the customer who answers for a minor. */
  readonly guardian?: string | undefined;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
export interface CustomerContext {
  /** Branches in which whoever keeps the customer acts; absent: the whole company. */
  readonly scope?: readonly string[] | undefined;
  readonly day: string;
  readonly tree: BranchTree;
  readonly customerOf: (code: string) => Promise<KeptCustomer | undefined>;
}
/** Every fault of what was given is added; what comes back counts only where there is none. */
export const checkedCustomer = async (
  given: CustomerGiven,
  before: KeptCustomer | undefined,
  { customerId, ...context }: CustomerContext & { readonly customerId: string },
  faults: FormFaults,
): Promise<Customer & { readonly data: CustomerData }> => {
  const code = faults.text("code", given.code, 40);
  const other = code === before?.code ? undefined : await context.customerOf(code);
  if (other) faults.add("code", `编号 ${code} 已是另一位客户的。`, `The code ${code} is another customer's already.`);
  const data = checkedData(given, before?.data, faults);
  const branch = given.branch === undefined ? undefined : context.tree.coded(given.branch);
  if (given.branch !== undefined && !branch)
    faults.add("branch", `没有编号为 ${given.branch} 的机构。`, `There is no branch ${given.branch}.`);
  else if (context.scope !== undefined && !(branch && context.scope.includes(branch.branchId)))
    faults.add(
      "branch",
      "您只在某些机构任职，请选择其中的机构。",
      "Your role holds in some branches; choose one of them or below them.",
    );
  const guardian = await checkedGuardian(given, data, customerId, context, faults);
  faults.span("", given.fromOn, given.beforeOn, before !== undefined);
  return {
    customerId,
    code,
    kind: given.kind,
    ...(branch ? { branchId: branch.branchId } : {}),
    ...(guardian ? { guardianId: guardian.customerId } : {}),
    ...(before?.mergedIntoId === undefined ? {} : { mergedIntoId: before.mergedIntoId }),
    fromOn: given.fromOn,
    ...(given.beforeOn === undefined ? {} : { beforeOn: given.beforeOn }),
    data,
  };
};
const checkedData = (given: CustomerGiven, before: CustomerData | undefined, faults: FormFaults): CustomerData => {
  const value = (field: keyof CustomerData): string | undefined => {
    const text = given[field] === undefined ? before?.[field] : given[field].normalize("NFC").trim();
    return text === "" ? undefined : text;
  };
  const name = faults.text("name", value("name") ?? "", 100);
  const phone = value("phone");
  if (phone !== undefined && !/^\+?[\d\s-]{5,24}$/.test(phone))
    faults.add(
      "phone",
      "电话号码只含数字，可以有 +、空格和短横。",
      "A phone number has digits, and may have +, blanks and hyphens.",
    );
  const [identity, birthday] = checkedIdentity(given.kind, value("identity"), faults);
  const bornOn = value("bornOn") ?? birthday;
  if (bornOn !== undefined) faults.day("bornOn", bornOn);
  if (bornOn !== undefined && given.kind === "organisation")
    faults.add("bornOn", "单位没有出生日期。", "An organisation has no day of birth.");
  if (birthday !== undefined && bornOn !== birthday)
    faults.add(
      "bornOn",
      `与身份证号码中的出生日期 ${birthday} 不同。`,
      `The number of the identity card says ${birthday}.`,
    );
  return {
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(identity === undefined ? {} : { identity }),
    ...(bornOn === undefined ? {} : { bornOn }),
  };
};
/** The number as it is kept, and the day of birth that a resident's number holds. */
const checkedIdentity = (
  kind: Customer["kind"],
  written: string | undefined,
  faults: FormFaults,
): readonly [identity?: string, birthday?: string] => {
  if (written === undefined) return [];
  const text = written.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (kind === "organisation") {
    const fault = creditCodeFault(text);
    if (fault === "form")
      faults.add("identity", "统一社会信用代码有 18 位。", "A unified social credit code has 18 characters.");
    else if (fault)
      faults.add("identity", `末位校验字符应为 ${fault.check}。`, `The last character should be ${fault.check}.`);
    return [text];
  }
  // Other papers have no check of their own.
  if (!/^\d{17}[\dX]$/.test(text)) return [faults.text("identity", text, 40)];
  try {
    readResidentId(text);
    return [text, `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`];
  } catch (problem) {
    if (!(problem instanceof RowFault)) throw problem;
    const check = problem.args.check;
    if (check === undefined)
      faults.add(
        "identity",
        "身份证号码里的出生日期不存在。",
        "The number of the identity card holds no day of birth.",
      );
    else
      faults.add(
        "identity",
        `身份证号码末位校验应为 ${check}。`,
        `The last character of the identity card should be ${check}.`,
      );
    return [text];
  }
};
const MAJORITY = 18;
/** Whether somebody born on one day has not reached an age on another. */
export const isYoungerThan = (years: number, bornOn: string, day: string): boolean =>
  day < `${String(Number(bornOn.slice(0, 4)) + years).padStart(4, "0")}${bornOn.slice(4)}`;
/** A minor by the law (CC 17). */
const isMinor = (bornOn: string, day: string): boolean => isYoungerThan(MAJORITY, bornOn, day);

/** A minor has somebody of age who answers for it (CC 17, 23, 27; PIPL 31 below fourteen). */
const checkedGuardian = async (
  { guardian: code, kind }: CustomerGiven,
  { bornOn }: CustomerData,
  customerId: string,
  { day, customerOf }: CustomerContext,
  faults: FormFaults,
): Promise<KeptCustomer | undefined> => {
  if (code === undefined) {
    if (bornOn !== undefined && bornOn <= day && isMinor(bornOn, day))
      faults.add(
        "guardian",
        "这位客户未满十八周岁，请登记监护人（民法典第二十七条）。",
        "This customer is under eighteen; name the guardian (Civil Code art. 27).",
      );
    return undefined;
  }
  const guardian = await customerOf(code);
  if (!guardian) faults.add("guardian", `没有编号为 ${code} 的客户。`, `There is no customer ${code}.`);
  else if (guardian.customerId === customerId)
    faults.add("guardian", "不能做自己的监护人。", "Nobody is one's own guardian.");
  else if (kind === "organisation") faults.add("guardian", "单位没有监护人。", "An organisation has no guardian.");
  else if (
    guardian.guardianId !== undefined ||
    (guardian.data?.bornOn !== undefined && isMinor(guardian.data.bornOn, day))
  )
    faults.add("guardian", "监护人须是成年人，自己没有监护人。", "A guardian is of age and has no guardian.");
  return guardian;
};
