// Clauses: C6.2, C5.3
import type { Day } from "../values/brand.ts";
import type { Member } from "./model.ts";

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
