// Clauses: C7.1, N7
import {
  addCustomers,
  type CustomerData,
  findCustomer,
  findDuplicates,
  type KeptCustomer,
  listWards,
  updateCustomer,
} from "../store/customers.ts";
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay } from "./company-day.ts";
import { CUSTOMER_FIELDS, shownCustomer } from "./customer-mask.ts";
import { type CustomerContext, type CustomerGiven, checkedCustomer } from "./customer-rules.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { scopeOf } from "./permissions.ts";
import { Refusal } from "./refusal.ts";

export interface KeptCustomerGiven extends Keyed, CustomerGiven {
  /** The code of the one that is changed; absent for a new one. */
  readonly customer?: string | undefined;
  /** Known to be another than the ones that have the same phone or the same paper. */
  readonly another?: boolean | undefined;
}
/**
 * Brings a customer in, changes or ends one. What tells who it is goes under a key of its own; the history says which fields changed, and
 * never what they hold. Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`, `form_refused`, `key_reused`, those of the
 * master key.
 */
export const keepCustomer = (
  house: House,
  caller: Caller,
  given: KeptCustomerGiven,
): Promise<{ readonly code: string }> => {
  const work = async ({ tx, tell }: Doing) => {
    await lockOrganisation(tx);
    const before = given.customer === undefined ? undefined : await findCustomer(tx, given.customer, true);
    if (given.customer !== undefined && !before) throw noSuchThing("customer", given.customer);
    if (before && before.data === undefined) throw erased(before.code);
    const faults = new FormFaults();
    const context = { ...(await customerContext(house, tx)), scope: scopeOf(caller.actor, "keep-customer") };
    const own = { customerId: before?.customerId ?? newUuid(), ...context };
    const customer = await checkedCustomer(given, before, own, faults);
    await checkEnd(tx, customer, faults);
    if (given.another !== true) await tellDuplicates(tx, customer, context.tree, faults);
    faults.refuse();
    if (before) await updateCustomer(tx, customer);
    else await addCustomers(tx, [customer]);
    await tell({ subjectKind: "customer", subjectId: customer.customerId, detail: changesOf(before, customer, given) });
    return { code: customer.code };
  };
  return doOnce(house, caller, "keep-customer", given, work, { personal: true });
};
export const customerContext = async (house: House, tx: Tx): Promise<CustomerContext> => ({
  day: await companyDay(house, tx),
  tree: new BranchTree(await listBranches(tx)),
  customerOf: (code) => findCustomer(tx, code),
});
/** Whoever answers for a minor stays as long as the minor has nobody else. */
const checkEnd = async (
  tx: Tx,
  { customerId, beforeOn }: Pick<KeptCustomer, "customerId" | "beforeOn">,
  faults: FormFaults,
): Promise<void> => {
  if (beforeOn === undefined) return;
  const wards = (await listWards(tx, customerId)).filter(
    (ward) => ward.beforeOn === undefined || ward.beforeOn > beforeOn,
  );
  if (wards.length === 0) return;
  const codes = wards.map(({ code }) => code);
  faults.add(
    "beforeOn",
    `还是 ${codes.join("、")} 的监护人，请先为其另行登记监护人。`,
    `This is still the guardian of ${codes.join(", ")}; name another guardian first.`,
  );
};
const tellDuplicates = async (
  tx: Tx,
  customer: Pick<KeptCustomer, "customerId" | "guardianId"> & { readonly data: CustomerData },
  tree: BranchTree,
  faults: FormFaults,
): Promise<void> => {
  const duplicates = await findDuplicates(tx, customer);
  for (const { field, found } of duplicates) {
    const named = found.map((one) => `${one.code} ${shownCustomer(one, tree).data.name ?? ""}`);
    faults.add(
      field,
      `${named.join("、")} 登记的也是这个${field === "phone" ? "电话" : "号码"}。`,
      `${named.join(", ")} ${named.length === 1 ? "has" : "have"} the same ${field === "phone" ? "phone" : "number"}.`,
    );
  }
  if (duplicates.length > 0)
    faults.add("another", "确是另一位客户的，请勾选“另一位客户”。", "If this is another customer, say so.");
};
/** What the history tells of it: never what sealed fields hold. */
export const changesOf = (
  before: KeptCustomer | undefined,
  after: KeptCustomer,
  { branch, guardian }: Pick<CustomerGiven, "branch" | "guardian"> = {},
) => {
  const told = ({ code, kind, fromOn, beforeOn }: KeptCustomer) => ({ code, kind, fromOn, beforeOn });
  return {
    ...(before ? { before: told(before) } : {}),
    after: { ...told(after), branch, guardian },
    fields: changedFields(before, after),
  };
};
/** In the words of forms and lists. Of a new one those that are sealed. */
export const changedFields = (before: KeptCustomer | undefined, after: KeptCustomer): readonly string[] => [
  ...CUSTOMER_FIELDS.filter((field) => before?.data?.[field] !== after.data?.[field]),
  ...(before ? PLAIN.filter(([column]) => before[column] !== after[column]).map(([, field]) => field) : []),
];
const PLAIN = [
  ["code", "code"],
  ["kind", "kind"],
  ["branchId", "branch"],
  ["guardianId", "guardian"],
  ["fromOn", "fromOn"],
  ["beforeOn", "beforeOn"],
] as const;
export const erased = (code: string): Refusal =>
  new Refusal(
    "customer_erased",
    {
      zh: `客户 ${code} 的个人信息已按要求删除，不能再更改或查看。`,
      en: `The personal data of customer ${code} has been erased; it can neither be changed nor shown.`,
    },
    { code },
  );
