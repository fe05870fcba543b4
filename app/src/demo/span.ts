import { type DayNumber, dayNumber, monthOf } from "./days.ts";

export type Size = "full" | "small";
/** The time that the data cover, and how much there is. */
export interface Span {
  readonly size: Size;
  readonly from: DayNumber;
  readonly until: DayNumber;
  /** Contracts run on after the data, so that a running quarter and a forecast can be seen. */
  readonly termUntil: string;
  readonly asOf: string;
  readonly customers: number;
  readonly policies: number;
  readonly invitations: number;
  readonly complaints: number;
  /** Contacts beside those that the contract asks for. */
  readonly contacts: number;
}
export const SPANS: Readonly<Record<Size, Span>> = {
  full: {
    size: "full",
    from: dayNumber("2024-11-01"),
    until: dayNumber("2026-10-31"),
    termUntil: "2027-10-31",
    asOf: "2026-11-01T00:00:00+08:00",
    customers: 6_000,
    policies: 14_600,
    invitations: 6_550,
    complaints: 634,
    contacts: 4_400,
  },
  small: {
    size: "small",
    from: dayNumber("2026-05-01"),
    until: dayNumber("2026-10-31"),
    termUntil: "2027-04-30",
    asOf: "2026-11-01T00:00:00+08:00",
    customers: 480,
    policies: 420,
    invitations: 700,
    complaints: 36,
    contacts: 200,
  },
};
/** Business by the month of the year, in hundredths: the January campaign, the Spring Festival, the closes of half and quarter. */
const SEASON: readonly number[] = [190, 60, 120, 100, 100, 125, 100, 85, 110, 100, 100, 80];
export const season = (day: DayNumber): number => SEASON[monthOf(day) - 1]!;
/** Claims and what follows from them: the typhoon months. */
const CLAIMS: readonly number[] = [70, 60, 80, 80, 90, 110, 190, 220, 180, 90, 70, 60];
export const claimSeason = (day: DayNumber): number => CLAIMS[monthOf(day) - 1]!;
