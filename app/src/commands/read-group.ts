// Clauses: C1.2, N6

import { assert } from "@fealty/engine/values/assert.ts";
import type { Money } from "@fealty/engine/values/brand.ts";
import { currencyOf, moneyText } from "@fealty/engine/values/money.ts";
import { addActivities } from "../store/activity.ts";
import { countByState, countByStatus, type StatedMoney, statedMoney } from "../store/group-figures.ts";
import type { OpenSession } from "../store/login-sessions.ts";
import { actorOf, authorise, relationOf, type Via } from "./access.ts";
import { companyNow, type House } from "./house.ts";
import { type OwnCompany, ownCompanies } from "./own-companies.ts";
import { isOpenTo } from "./permissions.ts";
import { FEWEST, withoutSmallCells } from "./small-cells.ts";
import { callerAs } from "./who-asks.ts";

const VERB = "read-group-figures";
/** Of the company as a whole: no row has it. */
const WHOLE = "00000000-0000-0000-0000-000000000000";

/**
 * Figures of every company whose owner lets this person read them, each company by itself: contracts by status and state, and money of closed
 * statements. Nothing of a person is in it; counts below five are hidden. Each look leaves a line in that company, in the transaction that reads.
 */
export const readGroup = async (house: House, session: OpenSession, via: Via | undefined) => {
  const granted = (await ownCompanies(house, session)).filter(({ asking }) => isOpenTo(asking.actor, VERB));
  return Promise.all(granted.map((one) => figuresOf(house, one, via)));
};
const figuresOf = (house: House, { companyId, name, asking }: OwnCompany, via: Via | undefined) => {
  const caller = { ...callerAs(asking, "company"), via };
  authorise(caller, VERB);
  const { personId } = asking.actor;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, VERB), idempotent: true, by: actorOf(house, caller, VERB) },
    async (tx) => {
      const look = { at: house.now(), verb: VERB, actorPersonId: personId, subjectId: WHOLE, detail: {} } as const;
      await addActivities(tx, [{ ...look, subjectKind: "company" }]);
      const statuses = await countByStatus(tx);
      const contracts = statuses.reduce((sum, one) => sum + one.contracts, 0);
      return {
        companyId,
        name,
        now: await companyNow(house, tx),
        contracts,
        statuses: withoutSmallCells(statuses),
        states: withoutSmallCells(await countByState(tx)),
        money: (await statedMoney(tx)).map(moneyTold),
      };
    },
  );
};
/** In major units as text; hidden where fewer than five contracts stand behind it. */
const moneyTold = ({ currency: code, contracts, payableMinor, paidMinor, openMinor }: StatedMoney) => {
  const currency = currencyOf(code);
  assert(currency, "a statement is kept in a known currency");
  const told = (amount: bigint): string => moneyText(amount as Money, currency);
  return contracts < FEWEST
    ? { currency: code }
    : { currency: code, payable: told(payableMinor), paid: told(paidMinor), open: told(openMinor) };
};
