// Clauses: C6.2
import { type LicenceVersion, listLicences, listLicenceVersions, listLicensedContracts } from "../store/licences.ts";
import { findPerson, listPeople, type Person } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { noSuchThing } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { LICENCE_STATES, type LicenceState, type ListedLicence, licenceRows } from "./licence-standing.ts";
import { nameMatches, nameOrder } from "./name-match.ts";
import { isOpenTo } from "./permissions.ts";

export interface LicenceFilter {
  /** Part of a code or a number, or the name in characters, pinyin or initials. */
  readonly text?: string | undefined;
  readonly state?: LicenceState | undefined;
}
export interface LicencesPage {
  readonly day: string;
  readonly total: number;
  /** Of what the text finds, whatever the state. */
  readonly counts: Readonly<Record<LicenceState, number>>;
  /** Whether a running contract asks anybody for a licence. */
  readonly asked: boolean;
  readonly rows: readonly ListedLicence[];
}
/** Who holds which licence, and who lacks one; those that want doing first. Refusal: `not_permitted`. */
export const readLicences = (
  house: House,
  caller: Caller,
  filter: LicenceFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<LicencesPage> => {
  authorise(caller, "list-licences");
  const options = { ...relationOf(caller, "list-licences"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const day = await companyDay(house, tx);
    const all = await rowsOn(tx, day);
    const text = (filter.text ?? "").trim();
    const found = text === "" ? all : all.filter((one) => isNamed(one, text));
    const counts = Object.fromEntries(LICENCE_STATES.map((state) => [state, 0])) as Record<LicenceState, number>;
    for (const { state } of found) counts[state] += 1;
    const rows = found.filter(({ state }) => filter.state === undefined || state === filter.state).sort(inOrder);
    const asked = all.some(({ contracts }) => contracts.length > 0);
    return { day, total: rows.length, counts, asked, rows: rows.slice(offset, offset + limit) };
  });
};
const rowsOn = async (tx: Tx, day: string, people?: readonly Person[]): Promise<ListedLicence[]> =>
  licenceRows(await listLicences(tx), await listLicensedContracts(tx), people ?? (await listPeople(tx)), day);
const isNamed = ({ person, name, number }: ListedLicence, text: string): boolean => {
  const written = text.toLowerCase();
  return [person, number].some((one) => one?.toLowerCase().includes(written)) || nameMatches(name, text);
};
const URGENCY: Readonly<Record<LicenceState, number>> = { none: 0, ends_soon: 1, valid: 2, later: 2, ended: 2 };
const inOrder = (a: ListedLicence, b: ListedLicence): number =>
  URGENCY[a.state] - URGENCY[b.state] ||
  compare(nameOrder(a.name), nameOrder(b.name)) ||
  compare(a.person ?? "", b.person ?? "") ||
  compare(b.fromOn ?? "", a.fromOn ?? "");
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** All that is known of one person's licences, each with its whole history. Refusals: `not_permitted`, `no_such_thing`. */
export const readLicencesOf = (house: House, caller: Caller, code: string) => {
  authorise(caller, "list-licences");
  const options = { ...relationOf(caller, "list-licences"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const person = await findPerson(tx, { code });
    if (!person) throw noSuchThing("person", code);
    return licencesOf(tx, person, await companyDay(house, tx));
  });
};
/** The same of oneself. Refusal: `not_for_this_party`. */
export const readOwnLicences = (house: House, caller: Caller) => {
  authorise(caller, "read-own-licences");
  const options = { ...relationOf(caller, "read-own-licences"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const person = await findPerson(tx, { personId: caller.personId! });
    if (!person) throw noSuchThing("person", "");
    const { licences, ...own } = await licencesOf(tx, person, await companyDay(house, tx));
    // Who in the company wrote it down, and why, is the company's own.
    return { ...own, licences: licences.filter(({ takenBack }) => !takenBack).map(({ versions: _, ...one }) => one) };
  });
};
const licencesOf = async (tx: Tx, person: Person, day: string) => {
  const people = await listPeople(tx);
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  const rows = (await rowsOn(tx, day, people)).filter((row) => row.person === person.code);
  const versions = groupedBy(await listLicenceVersions(tx, person.personId), ({ licenceId }) => licenceId);
  const stateOf = new Map(rows.flatMap(({ licenceId, state }) => (licenceId === null ? [] : [[licenceId, state]])));
  return {
    day,
    code: person.code,
    name: person.name,
    /** Whether a running contract asks for a licence, and none covers today. */
    lacks: rows.some(({ state }) => state === "none"),
    contracts: [...new Set(rows.flatMap(({ contracts }) => contracts))],
    held: rows[0]?.held ?? null,
    licences: [...versions.values()]
      .map((all) => toldLicence(all, stateOf, names))
      .sort((a, b) => Number(a.takenBack) - Number(b.takenBack) || compare(b.fromOn, a.fromOn)),
    /** What contracts' own facts have beside the register. */
    filed: rows.filter(({ onlyIn }) => onlyIn !== null),
  };
};
const toldLicence = (
  all: readonly LicenceVersion[],
  states: ReadonlyMap<string, LicenceState>,
  names: ReadonlyMap<string, string>,
) => {
  const { licenceId, version, number, kind, insurer, fromOn, beforeOn, takenBack } = all[0]!;
  return {
    licenceId,
    version,
    number,
    kind,
    insurer,
    fromOn,
    beforeOn: beforeOn ?? null,
    takenBack,
    state: states.get(licenceId) ?? ("ended" as const),
    /** The latest first. */
    versions: all.map((one) => ({
      version: one.version,
      number: one.number,
      kind: one.kind,
      insurer: one.insurer,
      fromOn: one.fromOn,
      beforeOn: one.beforeOn ?? null,
      takenBack: one.takenBack,
      reason: one.reason,
      recordedBy: names.get(one.recordedBy ?? "") ?? null,
      recordedAt: one.recordedAt,
    })),
  };
};
export type LicencesOf = Awaited<ReturnType<typeof readLicencesOf>>;
export type OwnLicences = Awaited<ReturnType<typeof readOwnLicences>>;

/** For the company's day: whose licence ends within thirty days, who has to hold one and holds none, and whose sales are held. */
export const waitingLicences = async (tx: Tx, { actor }: Caller, day: string) => {
  const rows = actor === undefined || isOpenTo(actor, "list-licences") ? await rowsOn(tx, day) : [];
  const held = new Map(rows.flatMap((one) => (one.held ? [[`${one.person} ${one.name}`, one.held.sales]] : [])));
  return {
    licencesMissing: rows
      .filter(({ state }) => state === "none")
      .map(({ person, name, contracts, held: own }) => ({
        person,
        name,
        contracts: [...contracts],
        sales: own?.sales ?? 0,
      })),
    licencesEnding: rows
      .filter(({ state, contracts }) => state === "ends_soon" && contracts.length > 0)
      .map(({ person, name, number, beforeOn }) => ({ person, name, number: number ?? "", beforeOn: beforeOn! }))
      .sort((a, b) => compare(a.beforeOn, b.beforeOn)),
    /** Sales held for want of a licence, also of those who hold one today. */
    salesWithoutLicence: [...held.values()].reduce((sum, sales) => sum + sales, 0),
  };
};
