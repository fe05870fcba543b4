// Clauses: C1.1, C1.2
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { findPerson, listPeople } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { companyDay, covers } from "./company-day.ts";
import { contractNumbered, type House, type KnownContract } from "./house.ts";

/** Somebody who acts for the intermediary of a contract today. */
export interface Acting {
  readonly name: string;
  /** For the company: the code in its own register. */
  readonly code?: string;
  /** Of a coordinator: its days. */
  readonly fromOn?: string;
  readonly beforeOn?: string;
}
/**
 * Who acts for the intermediary of a contract today: those who coordinate for its firm, or the person. Every party is told, since each deals with
 * them; codes are the company's. Refusals: `not_for_this_party`, `no_such_contract`.
 */
export const readIntermediary = async (house: House, caller: Caller, number: string) => {
  authorise(caller, "read-contract");
  const { companyId } = caller;
  const contract = await house.store.withCompany(
    companyId,
    { ...relationOf(caller, "read-contract"), snapshot: true },
    async (tx) => {
      const found = await contractNumbered(tx, number);
      authoriseFor(caller, found);
      return found;
    },
  );
  // The register is the company's; of it nothing is told here but who acts in this contract.
  return house.store.withCompany(companyId, { snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const coded = caller.party === "company";
    const firm = (await listFirms(tx)).find(({ firmId }) => firmId === contract.intermediaryFirmId);
    return {
      day,
      /** As the contract calls it; null where it has none. */
      intermediary: contract.intermediaryName ?? null,
      firm: firm
        ? {
            name: firm.name,
            ...(firm.contact === undefined ? {} : { contact: firm.contact }),
            ...(coded ? { code: firm.code } : {}),
          }
        : null,
      acting: await actingFor(tx, contract, day, coded),
    };
  });
};
const actingFor = async (
  tx: Tx,
  { intermediaryFirmId, intermediaryPersonId }: KnownContract,
  day: string,
  coded: boolean,
): Promise<Acting[]> => {
  if (intermediaryFirmId === undefined) {
    const person =
      intermediaryPersonId === undefined ? undefined : await findPerson(tx, { personId: intermediaryPersonId });
    return person ? [{ name: person.name, ...(coded ? { code: person.code } : {}) }] : [];
  }
  const people = new Map((await listPeople(tx)).map((one) => [one.personId, one]));
  return (await listCoordinations(tx, intermediaryFirmId))
    .filter((one) => covers(one, day))
    .map(({ personId, fromOn, beforeOn }) => {
      const { name, code } = people.get(personId)!;
      return { name, fromOn, ...(beforeOn === undefined ? {} : { beforeOn }), ...(coded ? { code } : {}) };
    });
};
