import { type DayNumber, type Stretch, stretches, workingDay } from "../days.ts";
import { seasonalDay } from "../joining.ts";
import { apportioned, type Chance } from "../random.ts";
import { season } from "../span.ts";

/** A policy is issued on the working day after its sale. */
export const issuedOn = (sold: DayNumber): DayNumber => workingDay(sold, 1);

/** How many policies each month has room for by its season, so that what comes later does not all fall into the last months. */
export interface SeasonRoom {
  /** A policy is sold on this day; it counts in the month in which it is issued. */
  readonly take: (day: DayNumber) => void;
  /** A day between two, in a month by the room that it has left; by the season where none has any. */
  readonly day: (chance: Chance, from: DayNumber, until: DayNumber) => DayNumber;
  /** A month by the room that it has left; undefined once all are full. */
  readonly month: (chance: Chance) => Stretch | undefined;
  /** Nobody is there to buy in this month. */
  readonly close: (month: Stretch) => void;
}
export const seasonRoom = (from: DayNumber, until: DayNumber, count: number): SeasonRoom => {
  const months = stretches("month", from, until);
  /** Days of sale whose policy is issued in the month still. */
  const sellable = months.map((month) => {
    let last = month.until;
    while (last > month.from && issuedOn(last) > month.until) last -= 1;
    return { ...month, until: last };
  });
  const left = apportioned(
    Math.max(0, count),
    months.map((one) => season(one.from) * (one.until - one.from + 1)),
  );
  const weighed = (chance: Chance, low: DayNumber, high: DayNumber): Stretch | undefined => {
    const cut = sellable.map((one) => ({
      ...one,
      from: Math.max(one.from, low),
      until: Math.min(one.until, high),
    }));
    const weights = cut.map((one, place) => Math.max(0, left[place]!) * Math.max(0, one.until - one.from + 1));
    return weights.some((weight) => weight > 0) ? cut[chance.weighed(weights)] : undefined;
  };
  return {
    take: (day) => {
      const issued = issuedOn(day);
      const place = months.findIndex((one) => issued >= one.from && issued <= one.until);
      if (place >= 0) left[place]! -= 1;
    },
    day: (chance, low, high) => {
      const month = weighed(chance, low, high);
      return month ? chance.between(month.from, month.until) : seasonalDay(chance, low, high);
    },
    month: (chance) => weighed(chance, from, until),
    close: (month) => {
      left[months.findIndex(({ label }) => label === month.label)] = 0;
    },
  };
};
