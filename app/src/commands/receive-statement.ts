// Clauses: C6.2, N7
import { lockContract } from "../store/contracts.ts";
import { listStatements } from "../store/derived-reads.ts";
import { addToRecord } from "../store/record-begin.ts";
import { listReceived, receivedAbout } from "../store/record-received.ts";
import { authoriseFor, type Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { noSuchThing } from "./form-faults.ts";
import { contractNumbered, type House } from "./house.ts";

export interface StatementReceived extends Keyed {
  readonly number: string;
  /** `C6.2/pay` */
  readonly rule: string;
  /** `2026-06` */
  readonly period: string;
}
/**
 * A party says that it has received a closed statement. That is all it says: it agrees to no amount, whoever says nothing agrees to nothing either
 * (CC 140), and no time for objecting changes. It stands in the contract's record, once for each party.
 * Refusals: `not_for_this_party`, `not_permitted`, `no_such_contract`, `no_such_thing` for a statement that is not there or not closed, `key_reused`.
 */
export const receiveStatement = (
  house: House,
  caller: Caller,
  given: StatementReceived,
): Promise<{ readonly period: string }> =>
  doOnce(house, caller, "receive-statement", given, async ({ tx }) => {
    const { number, rule, period } = given;
    const contract = await contractNumbered(tx, number);
    authoriseFor(caller, contract);
    const { contractId } = contract;
    await lockContract(tx, contractId);
    const statement = (await listStatements(tx, contractId)).find((one) => one.rule === rule && one.period === period);
    if (statement?.status !== "closed") throw noSuchThing("statement", `${period} ${rule}`);
    const { party } = caller;
    const known = (await listReceived(tx, contractId)).find(
      (one) => one.rule === rule && one.period === period && one.party === party,
    );
    if (known) return { period };
    const at = house.now();
    const { currency, earnedMinor, payableMinor } = statement;
    const received = { rule, period, party, currency, earned: String(earnedMinor), payable: String(payableMinor) };
    await addToRecord(tx, contractId, at, [{ what: { received }, about: receivedAbout({ rule, period, party }) }]);
    return { period };
  });
