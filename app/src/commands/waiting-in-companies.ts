// Clauses: C1.1, C1.2, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import { countContracts, listDue } from "../store/derived-reads.ts";
import type { OpenSession } from "../store/login-sessions.ts";
import { relationOf, type Verb, type Via } from "./access.ts";
import { computedOf } from "./contract-rows.ts";
import { companyNow, type House } from "./house.ts";
import { noteLook } from "./note-look.ts";
import { type OwnCompany, ownCompanies } from "./own-companies.ts";
import { isOpenTo } from "./permissions.ts";
import { type Asking, callerAs } from "./who-asks.ts";

const DAYS = 7;
const WEEK = DAYS * 86_400_000_000;
const MOST = 500;

/** How much waits for somebody in one company, of the contracts that this person may see there. */
export interface Waiting {
  readonly contracts: number;
  readonly atRisk: number;
  /** Findings that nobody has decided yet. */
  readonly findings: number;
  /** Clauses that fall due within seven days or are late; at most `MOST`. */
  readonly due: number;
}
/**
 * The companies of somebody who is signed in, with what waits in each. Each is counted by that company's own rules, in its own transaction and with
 * the person's own relation there; nothing is added up over companies.
 */
export const readOwnCompanies = async (
  house: House,
  session: OpenSession,
  present: number | undefined,
  via: Via | undefined,
) =>
  Promise.all(
    (await ownCompanies(house, session)).map(async (one) => {
      const { companyId, name, asking } = one;
      const { person, actor, parties } = asking;
      const waiting = await waitingIn(house, one, via);
      return {
        companyId,
        name,
        person: { code: person.code, name: person.name },
        roles: actor.roles,
        parties,
        former: actor.former,
        lacksSecondFactor: actor.lacksSecondFactor,
        present: companyId === present,
        ...(waiting === undefined ? {} : { waiting }),
      };
    }),
  );
/** What a party sees it sees of its own contracts; somebody of the company by the verb of its first page. */
const verbOf = ({ parties }: Asking): Verb => (parties[0] === "company" ? "read-today" : "list-contracts");
const waitingIn = async (house: House, { asking }: OwnCompany, via: Via | undefined): Promise<Waiting | undefined> => {
  const verb = verbOf(asking);
  if (asking.actor.lacksSecondFactor || !isOpenTo(asking.actor, verb)) return undefined;
  const caller = { ...callerAs(asking, asking.parties[0]!), via };
  const waiting = await house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, verb), snapshot: true },
    async (tx): Promise<Waiting> => {
      const { stale } = await computedOf(house, tx, 0);
      const { contracts } = await countContracts(tx);
      const { atRisk, findings } = await countContracts(tx, { stale });
      const until = ((await companyNow(house, tx)) + WEEK) as Instant;
      return { contracts, atRisk, findings, due: (await listDue(tx, until, MOST, stale)).length };
    },
  );
  await noteLook(house, caller, verb, {});
  return waiting;
};
