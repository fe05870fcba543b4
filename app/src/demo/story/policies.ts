import { at, dateText, dayNumber, monthText, workingDay } from "../days.ts";
import type { Chance } from "../random.ts";
import { isCredited, type Purchase } from "./purchases.ts";
import { issuedOn } from "./season-room.ts";
import { type Tale, workTime } from "./tale.ts";

export const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
/** A sold policy with its names. */
export interface Policy extends Purchase {
  readonly policy: string;
  readonly order: string;
}
/** Sale, issue and delivery of every policy. */
export const sellPolicies = (tale: Tale, purchases: readonly Purchase[]): Policy[] => {
  const { tell, chance, agent } = tale;
  const own = chance.under("policies");
  const slow = tale.slip("late_delivery");
  let late = false;
  /** Where the key lays amounts down, nothing else moves them. */
  const quiet = !tale.truth("cliff") && !tale.truth("sales_under");
  /** In a team its lead sells about half, the members the rest; a customer stays with its seller. */
  const seller = ({ client }: Purchase): string | undefined => {
    const place = Number(client.id.slice(1)) % 4;
    return tale.members[place < 2 ? 0 : place - 1];
  };
  return purchases.map((one, index): Policy => {
    const number = `${agent.id.slice(1)}${String(index + 1).padStart(4, "0")}`;
    const policy = `P-${number}`;
    const order = `HT-${number}`;
    const { client, product } = one;
    const named = { customer: client.id, policy };
    const sold = workTime(own, one.legacy ? workingDay(one.day, 0) : one.day);
    const issued = issuedOn(one.day);
    if (!one.legacy)
      tell(sold, "sale", {
        ...named,
        order,
        product: product.code,
        amount: yuan(one.premium),
        quantity: 1,
        channel: own.oneOf(["visit", "wechat", "phone"]),
        ...(seller(one) && { member: seller(one) }),
      });
    tell(workTime(own, issued), "policy_issued", {
      ...named,
      premium: yuan(one.premium),
      product: product.code,
      ...(product.regular ? {} : { single: true }),
    });
    const delaying = slow !== undefined && !late && monthText(issued) === slow.period && !one.legacy;
    if (delaying) late = true;
    tell(at(workingDay(issued, delaying ? 8 : own.between(1, 4)), 16, own.below(60)), "policy_delivered", {
      ...named,
      ...(one.legacy ? {} : { order }),
    });
    if (isCredited(one) && quiet && own.below(200) === 0) giveBack(tale, own, one, order);
    return { ...one, policy, order };
  });
};
/** A rider is taken out again: a tenth of the premium goes back, sometimes after its month was settled. */
const giveBack = ({ tell }: Tale, chance: Chance, { client, day, premium }: Purchase, order: string): void => {
  const moment = workTime(chance, workingDay(day + chance.between(3, 45), 0));
  tell(moment, "refund", {
    customer: client.id,
    order,
    amount: yuan(Math.floor(premium / 1000) * 100),
    reason: "rider_withdrawn",
  });
};

/** Which policies are paid by the month, and whether the second and third year were paid: 13 months .89, 25 months .82. */
export const payPremiums = (tale: Tale, policies: readonly Policy[]): void => {
  const own = tale.chance.under("premiums");
  for (const one of policies) {
    if (!one.product.regular) {
      if (!one.legacy) pay(tale, one, workTime(own, one.day), one.premium, 1, dateText(one.day));
      continue;
    }
    const years = yearsKept(own);
    const monthly = own.below(100) < 46;
    const instalments = monthly ? years * 12 : years;
    const share = monthly ? Math.round(one.premium / 12) : one.premium;
    for (let i = 0; i < instalments; i += 1) {
      const due = addMonths(one.day, monthly ? i : i * 12);
      if (due < tale.from && one.legacy) continue;
      const paid = due + (i === 0 ? 0 : paidAfter(own));
      if (paid > tale.until) break;
      pay(
        tale,
        one,
        at(paid, 9 + own.below(9), own.below(60)),
        share,
        Math.floor(i / (monthly ? 12 : 1)) + 1,
        dateText(due),
      );
    }
    // What is not paid ends with its sixty days of grace, more than a year after the sale: nothing is clawed back for it.
    const lapses = addMonths(one.day, years * 12) + 60;
    if (years < 9 && !one.legacy && lapses <= tale.until)
      tale.tell(at(lapses, 23, 30), "policy_ended", { customer: one.client.id, policy: one.policy, reason: "lapse" });
  }
};
/** Years paid: .89 pay the second, and of those .82 ÷ .89 the third. */
const yearsKept = (chance: Chance): number => (chance.below(100) < 89 ? (chance.below(89) < 82 ? 9 : 2) : 1);
const paidAfter = (chance: Chance): number => (chance.below(12) === 0 ? chance.between(15, 45) : chance.between(-4, 6));
const addMonths = (day: number, months: number): number => {
  const [year, month, date] = dateText(day).split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return dayNumber(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10));
};
const pay = (
  { tell }: Tale,
  { client, policy, product }: Policy,
  moment: number,
  amount: number,
  year: number,
  due: string,
): void => {
  tell(moment, "premium_paid", {
    customer: client.id,
    policy,
    amount: yuan(amount),
    due,
    policy_year: year,
    product: product.code,
  });
};
