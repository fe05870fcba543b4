// Clauses: C6.2
import type { LicenceKind, LicenceVersion, LicensedContract } from "../store/licences.ts";
import type { Person } from "../store/people.ts";
import { covers, type DaySpan } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import { isSameName } from "./name-match.ts";

/** `none`: it has to hold one today, and none covers today; `later`: it has not begun. */
export const LICENCE_STATES = ["valid", "ends_soon", "ended", "later", "none"] as const;
export type LicenceState = (typeof LICENCE_STATES)[number];
/** How many days before its end a licence is said to end soon. */
export const SOON_DAYS = 30;

/** One licence, or one who has to hold one and holds none today. */
export interface ListedLicence {
  /** Of the register: what is recorded there can be corrected. Null: of nobody's line. */
  readonly licenceId: string | null;
  /** Code of the holder; null where the contract names a member whom nobody of the register is. */
  readonly person: string | null;
  readonly name: string;
  readonly number: string | null;
  readonly kind: LicenceKind | null;
  readonly insurer: string | null;
  readonly fromOn: string | null;
  /** First day without it. */
  readonly beforeOn: string | null;
  readonly state: LicenceState;
  /** Numbers of running contracts that ask this holder for a licence. */
  readonly contracts: readonly string[];
  /** The contract whose own facts have it, beside the register. */
  readonly onlyIn: string | null;
  /** Sales of this holder that are held from credit, with the first and last day. */
  readonly held: Held | null;
}
export interface Held {
  readonly sales: number;
  readonly firstOn: string;
  readonly lastOn: string;
}
/** Somebody of whom a contract asks a licence: of the register, or a name in the contract alone. */
interface Holder {
  readonly personId?: string;
  readonly code: string | null;
  readonly name: string;
  /** Whether a running contract asks it today. */
  needs: boolean;
  readonly contracts: string[];
  readonly spans: DaySpan[];
  held: Held | null;
}
const EMPTY = { number: null, kind: null, insurer: null, fromOn: null, beforeOn: null } as const;

/** Every licence and everybody who has to hold one, as they stand on a day. */
export const licenceRows = (
  licences: readonly LicenceVersion[],
  contracts: readonly LicensedContract[],
  people: readonly Person[],
  day: string,
): ListedLicence[] => {
  const held = licences.filter(({ takenBack }) => !takenBack);
  const byPerson = groupedBy(held, ({ personId }) => personId);
  const known = new Map(people.map((one) => [one.personId, one]));
  const codes = new Map(people.map((one) => [one.code, one]));
  const holders = new Map<string, Holder>();
  const holderOf = (person: Person | undefined, name: string, contract: string): Holder => {
    const key = person?.personId ?? `${contract}\n${name}`;
    const { personId, code = null } = person ?? {};
    const begun = holders.get(key) ?? {
      ...(personId === undefined ? {} : { personId }),
      code,
      name: person?.name ?? name,
      needs: false,
      contracts: [],
      spans: [...(byPerson.get(key) ?? [])],
      held: null,
    };
    holders.set(key, begun);
    return begun;
  };
  const filed: ListedLicence[] = [];
  for (const contract of contracts) {
    const { number, status, members, agentName, agentPersonId = "", agentTeamId } = contract;
    const named = (member: string | undefined): Holder => {
      if (member === undefined)
        return holderOf(agentTeamId === undefined ? known.get(agentPersonId) : undefined, agentName, number);
      const called = members.find(({ id }) => id === member)?.name ?? member;
      const person = codes.get(member);
      // The id of a member may by chance be a stranger's code.
      return holderOf(person && isSameName(person.name, called) ? person : undefined, called, number);
    };
    const asked = members
      .filter(({ from = day, until = day }) => from <= day && day <= until)
      .map(({ id }): string | undefined => id);
    if (status === "in_force")
      for (const holder of new Set((members.length === 0 ? [undefined] : asked).map(named))) {
        holder.needs = true;
        holder.contracts.push(number);
      }
    for (const { member, licence, insurer = null, fromOn, beforeOn } of contract.filed) {
      const holder = named(member);
      holder.spans.push({ fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) });
      filed.push({
        ...rowOf(holder, "valid"),
        number: licence,
        insurer,
        fromOn,
        beforeOn: beforeOn ?? null,
        onlyIn: number,
      });
    }
    for (const { member, ...sales } of contract.held) {
      const holder = named(member);
      holder.held = addHeld(holder.held, sales);
    }
  }
  const spansOf = (personId: string): readonly DaySpan[] =>
    holders.get(personId)?.spans ?? byPerson.get(personId) ?? [];
  const recorded = held.map((one): ListedLicence => {
    const { personId, licenceId, number, kind, insurer, fromOn, beforeOn } = one;
    const { code = null, name = "" } = known.get(personId) ?? {};
    const holder = holders.get(personId);
    const own = { code, name, contracts: holder?.contracts ?? [], held: holder?.held ?? null };
    const state = stateOn(one, spansOf(personId), day);
    return { ...rowOf(own, state), licenceId, number, kind, insurer, fromOn, beforeOn: beforeOn ?? null };
  });
  const without = [...holders.values()].filter(({ needs, spans }) => needs && !spans.some((one) => covers(one, day)));
  const told = filed.map((one) => {
    const span = { fromOn: one.fromOn!, ...(one.beforeOn === null ? {} : { beforeOn: one.beforeOn }) };
    const holder = [...holders.values()].find(({ code, name }) => code === one.person && name === one.name);
    return { ...one, held: holder?.held ?? null, state: stateOn(span, holder?.spans ?? [], day) };
  });
  return [...without.map((one) => rowOf(one, "none")), ...recorded, ...told];
};
const rowOf = (
  { code, name, contracts, held }: Pick<Holder, "code" | "name" | "contracts" | "held">,
  state: LicenceState,
): ListedLicence => ({ licenceId: null, person: code, name, ...EMPTY, state, contracts, onlyIn: null, held });
const addHeld = (before: Held | null, more: Held): Held => ({
  sales: (before?.sales ?? 0) + more.sales,
  firstOn: before === null || more.firstOn < before.firstOn ? more.firstOn : before.firstOn,
  lastOn: before === null || more.lastOn > before.lastOn ? more.lastOn : before.lastOn,
});
/** One that another follows without a gap does not end soon: its holder goes on with the other. */
const stateOn = (one: DaySpan, all: readonly DaySpan[], day: string): LicenceState => {
  const { beforeOn } = one;
  if (one.fromOn > day) return "later";
  if (beforeOn === undefined) return "valid";
  if (beforeOn <= day) return "ended";
  return beforeOn <= daysAfter(day, SOON_DAYS) && !all.some((other) => covers(other, beforeOn)) ? "ends_soon" : "valid";
};
const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
