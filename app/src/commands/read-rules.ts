// Clauses: C2.3
import { type ContractHead, listContracts } from "../store/contracts.ts";
import { listFirms } from "../store/intermediary-firms.ts";
import { listPeople } from "../store/people.ts";
import {
  listAcknowledgements,
  listRuleVersions,
  type RuleAcknowledgement,
  type RuleParty,
  type RuleVersion,
} from "../store/rules.ts";
import { listDecided, listPrepared } from "../store/second-persons.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import { companyNow, type House } from "./house.ts";
import { isFor } from "./publish-rules.ts";

export type RulesState = "waiting" | "refused" | "withdrawn" | "published";
/** One party of one contract that published rules are for. */
export interface Addressed {
  readonly contract: string;
  readonly party: RuleParty;
  /** As the contract has it. */
  readonly name: string;
  /** Code of the person who acts for it; null while nobody of the register does, or where a firm does. */
  readonly person: string | null;
  /** Code of the firm that is the intermediary: whoever coordinates for it acknowledges, once. */
  readonly firm: string | null;
  readonly acknowledgedAt: number | null;
}
/** To whom the version is addressed now, by contract; as the agent or the intermediary, itself alone. */
const addressedIn = (
  rules: RuleVersion,
  contracts: readonly ContractHead[],
  acknowledged: readonly RuleAcknowledgement[],
  codes: ReadonlyMap<string, string>,
  day: string,
): Addressed[] =>
  contracts
    .filter((one) => isFor(rules, one, day))
    .flatMap((contract): Addressed[] =>
      rules.roles.flatMap((party) => {
        const [name, personId] =
          party === "agent"
            ? [contract.agentName, contract.agentPersonId]
            : [contract.intermediaryName, contract.intermediaryPersonId];
        if (name === undefined) return [];
        const firmId = party === "intermediary" ? contract.intermediaryFirmId : undefined;
        const found = acknowledged.find(
          (one) =>
            one.ruleVersionId === rules.ruleVersionId &&
            one.contractId === contract.contractId &&
            one.party === party &&
            (firmId !== undefined || one.personId === personId),
        );
        const person = personId === undefined ? null : (codes.get(personId) ?? "");
        const firm = firmId === undefined ? null : (codes.get(firmId) ?? "");
        return [{ contract: contract.number, party, name, person, firm, acknowledgedAt: found?.at ?? null }];
      }),
    );
/**
 * The rules of the company: for the company all versions and who acknowledged the present ones, for a party what was published for it.
 * Refusal: `not_permitted`.
 */
export const readRules = (house: House, caller: Caller) => {
  authorise(caller, "read-rules");
  const options = { ...relationOf(caller, "read-rules"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const day = await companyDay(house, tx);
    const { party } = caller;
    const people = new Map((await listPeople(tx)).map((one) => [one.personId, one]));
    const firms = (await listFirms(tx)).map(({ firmId, code }) => [firmId, code] as const);
    const codes = new Map([...[...people].map(([id, { code }]) => [id, code] as const), ...firms]);
    const nameOf = (id: string | undefined): string | null =>
      id === undefined ? null : (people.get(id)?.name ?? null);
    const own = codes.get(caller.personId ?? "");
    const contracts = await listContracts(tx);
    const acknowledged = await listAcknowledgements(tx);
    const grounds = new Map((await listPrepared(tx, "publish_rules")).map((one) => [one.subjectId, one.grounds]));
    const decided = await listDecided(tx, "publish_rules");
    const stateOf = ({ published, ruleVersionId }: RuleVersion): RulesState => {
      if (published) return "published";
      const outcome = decided.get(ruleVersionId);
      return outcome === undefined || outcome === "approved" ? "waiting" : outcome;
    };
    const books = groupedBy(await listRuleVersions(tx), ({ code }) => code);
    const told = [...books].map(([code, versions]) => {
      const current = versions.find(({ published }) => published !== undefined);
      const addressed = current ? addressedIn(current, contracts, acknowledged, codes, day) : [];
      return {
        code,
        /** The version that is to be acknowledged; null before the first is published. */
        current: current?.version ?? null,
        // Whoever leads a team acknowledges for it; the others are asked nothing.
        addressed:
          party === "company"
            ? addressed
            : addressed.filter((one) => one.party === party && (one.person === null || one.person === own)),
        versions: versions.map(({ preparedBy, published, ...one }) => ({
          ...one,
          state: stateOf({ ...one, preparedBy, ...(published ? { published } : {}) }),
          grounds: grounds.get(one.ruleVersionId) ?? null,
          /** Names; null to whoever does not see people. */
          preparedBy: nameOf(preparedBy),
          own: (people.get(preparedBy)?.mergedIntoId ?? preparedBy) === caller.actor?.personId,
          publishedAt: published?.at ?? null,
          publishedBy: nameOf(published?.by),
        })),
      };
    });
    return {
      now: await companyNow(house, tx),
      day,
      books: party === "company" ? told : told.filter(({ addressed }) => addressed.length > 0),
    };
  });
};
export type RulesRead = Awaited<ReturnType<typeof readRules>>;

/** For the company's day: versions that wait for a second person, and present ones that not everybody has acknowledged. */
export const waitingRules = async (tx: Tx, contracts: readonly ContractHead[], day: string) => {
  const waiting = new Map((await listPrepared(tx, "publish_rules")).map((one) => [one.subjectId, one.preparedAt]));
  const acknowledged = await listAcknowledgements(tx);
  const all = await listRuleVersions(tx);
  const named = ({ code, version, title }: RuleVersion) => ({ code, version, title });
  const current = [...groupedBy(all, ({ code }) => code).values()].flatMap(
    (versions) => versions.find(({ published }) => published !== undefined) ?? [],
  );
  return {
    ruleDrafts: all.flatMap((one) => {
      const preparedAt = waiting.get(one.ruleVersionId);
      return preparedAt === undefined ? [] : [{ ...named(one), preparedAt }];
    }),
    rulesUnread: current.flatMap((one) => {
      const addressed = addressedIn(one, contracts, acknowledged, new Map(), day);
      const missing = addressed.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
      return missing === 0 ? [] : [{ ...named(one), missing, of: addressed.length, publishedAt: one.published!.at }];
    }),
  };
};
