// Clauses: C5.3, C6.2, C11.1
import type { Day } from "../values/brand.ts";
import { wordKey } from "../values/text.ts";
import type { Contract, Member, Party, PartyDetails, WordList } from "./model.ts";

const PARTIES: readonly Party[] = ["company", "agent", "intermediary"];
/** What contracts of this kind call each party. */
const TITLES: Readonly<Record<Party, readonly string[]>> = {
  company: ["甲方", "Party A"],
  agent: ["乙方", "代理人", "Party B"],
  intermediary: ["丙方", "中介方", "第三方中介", "Party C"],
};
const listOf = (parties: Contract["parties"]): WordList => {
  const names = PARTIES.filter((party) => parties[party]);
  const of = new Map<string, Party>();
  for (const party of names) {
    const { name, details, members } = parties[party]!;
    const people = members.flatMap((one) => [one.id, one.name]);
    for (const written of [party, ...TITLES[party], name, details.representative, details.name_en, ...people])
      if (written !== undefined && !of.has(wordKey(written))) of.set(wordKey(written), party);
  }
  return { names, of };
};
const lists = new WeakMap<Contract["parties"], WordList>();
/** The parties as words of a field: each stands for itself, by its title, its names, its representative, the id or name of a member. */
export const partyWords = (parties: Contract["parties"]): WordList => {
  const known = lists.get(parties) ?? listOf(parties);
  lists.set(parties, known);
  return known;
};
/** What a reader of a language calls a party: in English by its `name_en` where the contract gives one. */
export const nameIn = ({ name, details }: PartyDetails, language: "zh" | "en"): string =>
  (language === "en" && details.name_en?.trim()) || name;
/** What a member of a party is called; of whoever is none, the id itself. */
export const memberName = (parties: Contract["parties"], id: string): string =>
  PARTIES.flatMap((party) => parties[party]?.members ?? []).findLast((one) => one.id === id)?.name ?? id;
/** The party that a name stands for. */
export const partyNamed = (parties: Contract["parties"], name: string): Party | undefined =>
  partyWords(parties).of.get(wordKey(name)) as Party | undefined;

/** Whether somebody is a member of the team on a day; both ends of a span are in it. */
export const isMemberOn = (members: readonly Member[], id: string, day: Day): boolean =>
  members.some((one) => one.id === id && (one.from ?? day) <= day && day <= (one.until ?? day));

/** The unbroken stretches of somebody's membership: a new share from the next day on is no leaving. */
export const membershipsOf = (members: readonly Member[], id: string): Pick<Member, "from" | "until">[] => {
  const stretches: Pick<Member, "from" | "until">[] = [];
  const own = members.filter((one) => one.id === id);
  for (const { from, until } of own.sort((a, b) => (a.from ?? 0) - (b.from ?? 0))) {
    const last = stretches.at(-1);
    const goesOn = last?.until !== undefined && from !== undefined && from === last.until + 1;
    if (goesOn) stretches.pop();
    const begin = goesOn ? last.from : from;
    stretches.push({
      ...(begin === undefined ? undefined : { from: begin }),
      ...(until === undefined ? undefined : { until }),
    });
  }
  return stretches;
};
