// Clauses: C5.3, C6.2, C11.1
import type { Day } from "../values/brand.ts";
import type { Contract, Member, Party } from "./model.ts";

const PARTIES: readonly Party[] = ["company", "agent", "intermediary"];
/** The party that a name stands for: its word, its name, its representative, the id or name of one of its members. */
export const partyNamed = (parties: Contract["parties"], name: string): Party | undefined => {
  const is = (one: string | undefined): boolean => one !== undefined && one.trim() === name.trim();
  return PARTIES.find((party) => {
    const details = parties[party];
    if (!details) return false;
    const { details: more, members } = details;
    return (
      is(party) || is(details.name) || is(more.representative) || members.some((one) => is(one.id) || is(one.name))
    );
  });
};

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
