// Clauses: C6.3
import { partyNamed } from "../contract/members.ts";
import type { Contract, Party } from "../contract/model.ts";
import type { Event } from "./event.ts";

/** One person is one, however his name is spaced, written in capitals or full width, or holds what nobody sees. */
const personOf = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, "")
    .toLowerCase();
/** The different persons who approved something, each with his name as it is written. */
export const approversOf = ({ fields }: Event): ReadonlyMap<string, string> =>
  new Map(
    (Array.isArray(fields.approved_by) ? fields.approved_by : []).flatMap((one) =>
      typeof one === "string" && personOf(one) !== "" ? [[personOf(one), one] as const] : [],
    ),
  );
/** Whether who made something is among those who approved it. */
export const approvesOwn = (event: Event): boolean =>
  event.by !== undefined && approversOf(event).has(personOf(event.by));

/** Who is paid by the statement that a hand-made line names: the holder of its plan, without a name of the first. */
const payeeOf = ({ versions }: Contract, { fields }: Event): Party | undefined => {
  const written = String(fields.period).replace(/^statement\//, "");
  const plans = versions
    .flatMap(({ rules }) => [...rules.values()])
    .flatMap((rule) =>
      rule.kind === "entitlement" && (rule.grant.kind === "plan" || rule.grant.kind === "fee") ? [rule] : [],
    );
  const named = plans.find(({ ref, id }) => written.startsWith(`${ref}/`) || written.startsWith(`${id}/`));
  return (named ?? plans[0])?.holder;
};
/** Names of the persons whose approval of a hand-made line counts: nobody who made it, nobody of the party that it pays. */
export const countedApprovers = (contract: Contract, event: Event): string[] => {
  const payee = payeeOf(contract, event);
  const maker = event.by === undefined ? undefined : personOf(event.by);
  return [...approversOf(event)].flatMap(([person, name]) => {
    const party = partyNamed(contract.parties, person) ?? partyNamed(contract.parties, name);
    return person === maker || (party !== undefined && party === payee) ? [] : [name];
  });
};
