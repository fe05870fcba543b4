import { describe, expect, it } from "vitest";
import { cn } from "../../test/calendars.ts";
import { eventsOf, payContract, playPay, RETURNS, record, TABLE, type Terms, team } from "../../test/pay-world.ts";
import type { Instant } from "../values/brand.ts";

/**
 * Plays a table: a line for each event, in the order in which they are recorded; the last column is what the statement of the
 * recording's month pays right after it, in fen. Columns before: when recorded, kind, fields; `at=` where it happened earlier.
 */
const play = (terms: Terms, table: string, power = false): void => {
  const setOff = { id: "set_off", kind: "power", holder: "company", may: "set_off" };
  const contract = payContract(power ? { ...terms, rules: [setOff] } : terms);
  const player = playPay(contract);
  for (const row of table.trim().split("\n")) {
    const [head = "", expected = ""] = row.split("|").map((cell) => cell.trim());
    const [recorded = "", kind = "", ...rest] = head.split(/\s+/);
    const fields = Object.fromEntries(rest.map((pair) => pair.split("=") as [string, string]));
    const at = fields.at ?? recorded;
    delete fields.at;
    const more = kind === "corrected" ? { fields: { amount: fields.amount } } : {};
    if (kind === "corrected") delete fields.amount;
    const json = record(kind, at, { ...fields, ...more, ...(at === recorded ? {} : { recorded_at: recorded }) });
    for (const event of kind === "close" ? [] : eventsOf(contract, [json])) player.learn(event);
    const now = (cn(`${recorded}T10:00:00`) + 1) as Instant;
    const open = player.statements(now).filter(({ label }) => label === recorded.slice(0, 7));
    expect(`${head} | ${open.reduce((sum, one) => sum + one.payable, 0n)}`).toBe(`${head} | ${expected}`);
  }
};
const rate = (percent: string) => ({ id: "base", kind: "rate", rate: percent });
const CLAW = {
  id: "claw",
  kind: "clawback",
  event: "sale_cancelled",
  match: "order",
  on: ["base"],
  earn_over: "12 months",
  unit: "month",
  cooling_off: "15 days",
};

describe("pay event by event", () => {
  it("C6.2 marginal tiers climb slice by slice", () => {
    const tiers = {
      id: "base",
      kind: "tiers",
      quota: "1000.00",
      method: "marginal",
      accumulate: "period",
      table: TABLE,
    };
    play(
      { components: [tiers], returns: RETURNS },
      `
      2026-03-01 sale   order=a amount=500.00                       | 2000
      2026-03-02 sale   order=b amount=499.99                       | 4000
      2026-03-03 sale   order=c amount=0.01                         | 4000
      2026-03-04 sale   order=d amount=200.00                       | 5200
      2026-03-05 sale   order=e amount=100.00                       | 6000
      2026-03-06 refund order=b amount=499.99                       | 3200
      2026-03-07 sale   order=f amount=7.00 at=2026-02-27           | 3228
    `,
    );
  });
  it("C6.3 true-ups come one after the other and add up to nothing twice", () => {
    play(
      { components: [rate("10%")], returns: RETURNS },
      `
      2026-01-10 sale      id=s1 order=a amount=1000.00             | 10000
      2026-02-03 refund    order=a amount=250.00                    | -2500
      2026-02-04 sale      order=b amount=100.00 at=2026-01-20      | -1500
      2026-03-05 refund    order=a amount=750.00                    | -7500
      2026-03-06 corrected target=s1 amount=900.00                  | -7500
      2026-04-06 corrected target=s1 amount=1200.00                 | 2000
      2026-05-06 retracted target=s1                                | -2000
      2026-06-01 close                                              | 0
    `,
    );
  });
  it("C6.2 a recoverable draw, a carried cap and a floor", () => {
    const draw = { id: "draw", kind: "draw", amount: "60.00", recoverable: true, at_end: "forgive" };
    play(
      { components: [rate("10%"), draw] },
      `
      2026-01-12 sale order=a amount=420.00                         | 6000
      2026-02-12 sale order=b amount=510.00                         | 6000
      2026-03-12 sale order=c amount=700.00                         | 6000
      2026-04-12 sale order=d amount=1100.00                        | 9300
    `,
    );
    const cap = { id: "cap", kind: "cap", on: ["base"], at: "100.00", excess: "carry" };
    play(
      { components: [rate("10%"), cap] },
      `
      2026-01-12 sale order=a amount=1500.00                        | 10000
      2026-02-12 sale order=b amount=800.00                         | 10000
      2026-03-12 sale order=c amount=500.00                         | 8000
      2026-04-12 sale order=d amount=500.00 at=2026-01-20           | 5000
    `,
    );
  });
  it("C6.2 claw-back: inside cooling-off, after three full months, after a return, twice, of nobody", () => {
    play(
      { components: [rate("12%"), CLAW], returns: RETURNS },
      `
      2026-01-10 sale           order=a amount=100.00               | 1200
      2026-01-11 sale           order=b amount=200.00               | 3600
      2026-01-25 sale_cancelled order=a                             | 2400
      2026-04-11 sale_cancelled order=b                             | -1800
      2026-04-12 sale_cancelled order=b                             | -1800
      2026-04-13 sale_cancelled order=nobody                        | -1800
      2026-05-13 refund         order=b amount=100.00               | -300
    `,
    );
  });
  it("C6.2 a team shares what is there, also when it is negative", () => {
    play(
      { components: [rate("10%"), CLAW, { id: "split", kind: "split" }], agent: team("50%", "30%", "20%") },
      `
      2026-01-10 sale           order=a amount=333.33               | 3333
      2026-05-10 sale_cancelled order=a                             | -2222
    `,
    );
  });
  it("C6.3 a contract that ends early pays nothing for later sales, and its last month carries out what was carried", () => {
    const cap = { id: "cap", kind: "cap", on: ["base"], at: "100.00", excess: "carry" };
    play(
      { components: [rate("10%"), cap], returns: RETURNS },
      `
      2026-01-12 sale   order=a amount=1500.00                      | 10000
      2026-02-05 sale   order=b amount=100.00                       | 6000
      2026-02-09 sale   order=c amount=100.00                       | 7000
      2026-02-10 ended  ground=mutual                               | 7000
      2026-02-10 sale   order=d amount=700.00                       | 7000
      2026-03-10 refund order=a amount=400.00                       | -4000
      2026-04-10 sale   order=e amount=700.00                       | 0
    `,
    );
  });
  it("C6.3 an end that is learned late takes back the months it took away", () => {
    play(
      { components: [rate("10%")] },
      `
      2026-01-12 sale   order=a amount=1500.00                      | 15000
      2026-02-05 sale   order=b amount=100.00                       | 1000
      2026-03-09 sale   order=c amount=100.00                       | 1000
      2026-03-20 ended  ground=mutual at=2026-01-31                 | -1000
    `,
    );
  });
});
