import { dayNumber, monthOf, stretches } from "../days.ts";
import { PRODUCTS, type Product, productNamed } from "../products.ts";
import { betaShare, type Chance } from "../random.ts";
import { seasonRoom } from "./season-room.ts";
import { type Client, isRunning, type Tale } from "./tale.ts";

/** One policy as it was sold. Amounts in fen. */
export interface Purchase {
  readonly client: Client;
  readonly day: number;
  readonly product: Product;
  premium: number;
  /** Issued before the contract and taken over with the customer. */
  readonly legacy: boolean;
}
const productFor = (chance: Chance, client: Client): Product => {
  const fitting = PRODUCTS.filter(({ buyer }) => buyer === "both" || buyer === client.kind);
  return fitting[chance.weighed(fitting.map(({ weight }) => weight))]!;
};
const TIER_SIZE = { ordinary: 100, preferred: 150, high_net_worth: 300 };
/** Half of the usual premium to twice of it, more for a higher tier and grade; to the whole yuan. */
const premiumOf = ({ chance, plan }: Tale, client: Client, product: Product): number => {
  const factor = chance.between(50, 110) + chance.below(60);
  const size = product.line === "motor" ? 100 : (TIER_SIZE[client.tier] * plan.premium) / 100;
  return Math.max(60, Math.round((product.premiumYuan * factor * size) / 10_000)) * 100;
};
const buying = (tale: Tale, client: Client, day: number, product: Product, legacy = false): Purchase => ({
  client,
  day,
  product,
  premium: premiumOf(tale, client, product),
  legacy,
});

/** Of a hundred motor policies that fall due this many are renewed with the same agent. */
const RENEWED = 88;
/** Whether a policy that was bought comes up for renewal while its customer is there. */
const fallsDue = ({ product, day }: Purchase, until: number): boolean => product.line === "motor" && day + 365 <= until;

/**
 * What an agent's customers buy, `count` policies in all, month by month as the season goes. A share of them, drawn for the agent
 * around 35 %, comes back on another day; the others buy once, a few of them two policies on that day. Motor policies follow last
 * year's date: who holds one that falls due is among those who come back, but for a few.
 */
export const purchasesOf = (tale: Tale, count: number): Purchase[] => {
  const { chance, from, until } = tale;
  const own = chance.under("purchases");
  const clients = tale.clients.filter(({ inherited }) => !inherited);
  const lastOf = (client: Client): number => Math.min(until, client.until ?? until);
  const legacy = clients.filter(({ fromBefore, kind }) => fromBefore && kind === "person");
  const taken = legacy.slice(0, Math.round(count * 0.06)).map((client) => {
    const life = PRODUCTS.filter(({ regular }) => regular);
    return buying(
      tale,
      client,
      Math.max(dayNumber(client.since) - 1, from - 365) - own.between(0, 30),
      own.oneOf(life),
      true,
    );
  });
  const room = seasonRoom(from, until, count - taken.length);
  const bought: Purchase[] = [];
  const buy = (one: Purchase): void => {
    bought.push(one);
    room.take(one.day);
  };
  // Who comes buys soon; who was there before is looked after in the first half-year, in the months that have the most room.
  for (const client of clients.filter(({ fromBefore }) => !fromBefore))
    buy(buying(tale, client, Math.min(client.from + own.below(6), lastOf(client)), productFor(own, client)));
  for (const client of clients.filter(({ fromBefore }) => fromBefore))
    buy(buying(tale, client, room.day(own, from, Math.min(from + 180, lastOf(client))), productFor(own, client)));
  const firsts = [...bought];
  const back = comingBack(own, firsts, lastOf, Math.round((clients.length * betaShare(own, 20, 37)) / 10_000));
  const isBack = new Set(back.map(({ client }) => client));
  /** Next year's policy of the same product, about its day of last year. */
  const renew = (one: Purchase): void => {
    const next = { ...one, day: Math.min(one.day + own.between(355, 368), lastOf(one.client)) };
    buy(next);
    mayRenew(next);
  };
  const mayRenew = (one: Purchase): void => {
    if (isBack.has(one.client) && fallsDue(one, lastOf(one.client)) && own.below(100) < RENEWED) renew(one);
  };
  const sell = (one: Purchase): void => {
    buy(one);
    mayRenew(one);
  };
  const later = ({ client, day }: Purchase, low = day, high = until): void => {
    const on = room.day(own, Math.max(low, day + 15), Math.min(high, lastOf(client)));
    sell(buying(tale, client, on, productFor(own, client)));
  };
  /** A second policy on the day of another: it does not make anybody come back. */
  const again = (one: Purchase): void => {
    const insured = bought.some(
      ({ client, day, product }) => client === one.client && day === one.day && product.id === "motor_compulsory",
    );
    sell(buying(tale, one.client, one.day, besides(own, one, insured)));
  };

  for (const one of back)
    if (fallsDue(one, lastOf(one.client))) renew(one);
    else later(one);
  const once = firsts.filter(({ client }) => !isBack.has(client));
  for (let left = Math.round(once.length / 5); left > 0; left -= 1) {
    const month = room.month(own);
    const there = month ? once.filter(({ day }) => day >= month.from && day <= month.until) : [];
    if (there.length > 0) again(own.oneOf(there));
  }
  while (taken.length + bought.length < count) {
    const month = room.month(own);
    if (!month) again(own.oneOf(bought));
    else {
      const { from: low, until: high } = month;
      const ready = back.filter(({ client, day }) => day + 15 <= high && lastOf(client) >= low);
      const there = bought.filter(({ day }) => day >= low && day <= high);
      if (ready.length > 0) later(own.oneOf(ready), low, high);
      else if (there.length > 0) again(own.oneOf(there));
      else room.close(month);
    }
  }
  return [...taken, ...bought.sort((x, y) => x.day - y.day)];
};
/** Who buys on another day too: first of all those whose motor policy falls due, but for the few who do not renew. */
const comingBack = (
  chance: Chance,
  firsts: readonly Purchase[],
  lastOf: (client: Client) => number,
  count: number,
): Purchase[] => {
  const able = chance.shuffled(firsts.filter(({ client, day }) => day + 30 <= lastOf(client)));
  const due = able.filter((one) => fallsDue(one, lastOf(one.client)));
  const leaving = new Set(due.slice(0, Math.floor((due.length * (100 - RENEWED)) / 100)));
  return [...due.filter((one) => !leaving.has(one)), ...able.filter((one) => !due.includes(one))].slice(0, count);
};
/** What somebody takes on the same day: with one motor policy the other one, unless the car has it, else anything but a car's. */
const besides = (chance: Chance, { product, client }: Purchase, insured: boolean): Product => {
  if (product.id === "motor_commercial" && !insured) return productNamed("motor_compulsory");
  const fitting = PRODUCTS.filter(({ buyer, line }) => line !== "motor" && (buyer === "both" || buyer === client.kind));
  return fitting[chance.weighed(fitting.map(({ weight }) => weight))]!;
};
/** Credited amounts: everything but motor policies and what was issued before the contract. */
export const isCredited = ({ product, legacy }: Purchase): boolean => product.line !== "motor" && !legacy;
const sum = (list: readonly Purchase[]): number => list.reduce((all, { premium }) => all + premium, 0);
const scaled = (list: readonly Purchase[], target: number): void => {
  const now = sum(list);
  for (const one of list) one.premium = Math.ceil((one.premium * target) / now / 1000) * 1000;
};
/**
 * Brings the quarters to what the key says of the agent: under the standard where its results are truly weak, above it
 * everywhere else, so that nobody misses it by the draw alone; and the month of the cliff to its fen. The quarter that still runs stays as
 * it was drawn, so that some are behind in it; who was weak goes on as weakly.
 */
export const settleAmounts = (tale: Tale, purchases: Purchase[]): void => {
  const { plan, from, until, chance } = tale;
  const weak = tale.truth("sales_under")?.periods ?? [];
  for (const quarter of stretches("quarter", from, until)) {
    const sold = purchases.filter((one) => !one.legacy && one.day >= quarter.from && one.day <= quarter.until);
    const within = sold.filter(isCredited);
    const running = isRunning(tale, quarter);
    // Of the running quarter a third is over.
    const target = (plan.salesTarget * 100) / (running ? 3 : 1);
    if (weak.includes(quarter.label) || (running && weak.length > 0)) {
      // A weak seller sells few policies of every kind, and small ones.
      const kept = sold.filter((_, place) => place % 3 === 0);
      for (const one of sold) if (!kept.includes(one)) purchases.splice(purchases.indexOf(one), 1);
      scaledDown(kept, Math.floor((target * chance.between(45, 60)) / 100));
    } else if (running) continue;
    else if (within.length === 0) {
      const client = tale.clients.find(
        (one) => one.from <= quarter.from + 20 && (one.until ?? until) > quarter.until && one.kind === "person",
      );
      if (client)
        purchases.push({
          ...buying(tale, client, quarter.from + 20, productNamed("whole_life")),
          premium: target + 300_000,
        });
    } else if (sum(within) < target * 1.15) scaled(within, Math.floor((target * chance.between(118, 140)) / 100));
  }
  comeBackSoon(tale, purchases);
  const cliff = tale.truth("cliff");
  if (cliff) toTheFen(tale, purchases, cliff.plan.period!, Math.round(Number(cliff.plan.credited) * 100));
  purchases.sort((x, y) => x.day - y.day);
};
/** Where a quarter has buyers enough for its repeat purchases to be judged, enough of them buy a small thing again in it. */
const comeBackSoon = (tale: Tale, purchases: Purchase[]): void => {
  for (const quarter of stretches("quarter", tale.from, tale.until)) {
    const within = purchases.filter((one) => !one.legacy && one.day >= quarter.from && one.day <= quarter.until);
    const days = new Map<Client, Set<number>>();
    for (const one of within) days.set(one.client, (days.get(one.client) ?? new Set()).add(one.day));
    const once = [...days].filter(([, on]) => on.size === 1);
    const wanted = days.size < 26 ? 0 : Math.ceil(days.size * 0.09) - (days.size - once.length);
    const early = once.filter(
      ([client, on]) => Math.max(...on) + 12 <= Math.min(quarter.until, client.until ?? quarter.until),
    );
    for (const [client, on] of early.slice(0, Math.max(0, wanted)))
      purchases.push(buying(tale, client, Math.max(...on) + 12, productNamed("accident")));
  }
};
const scaledDown = (list: readonly Purchase[], most: number): void => {
  const now = sum(list);
  if (now <= most) return;
  for (const one of list) one.premium = Math.max(6000, Math.floor((one.premium * most) / now / 1000) * 1000);
};
const toTheFen = (tale: Tale, purchases: Purchase[], month: string, target: number): void => {
  const inMonth = (one: Purchase): boolean =>
    isCredited(one) &&
    monthOf(one.day) === Number(month.slice(5)) &&
    one.day >= dayNumber(`${month}-01`) &&
    one.day < dayNumber(`${month}-01`) + 31;
  const client = tale.clients.find(
    ({ kind, until, fromBefore }) => kind === "person" && fromBefore && until === undefined,
  )!;
  for (let i = purchases.filter(inMonth).length; i < 3; i += 1)
    purchases.push(buying(tale, client, dayNumber(`${month}-10`) + i, productNamed("annuity")));
  const list = purchases.filter(inMonth);
  scaledDown(list, target * 0.9);
  scaled(list, target * 0.8);
  list[0]!.premium += target - sum(list);
};
