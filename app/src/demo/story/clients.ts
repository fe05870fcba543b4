import { at, dateText, dayNumber, type Stretch, stretches, workingDay, workingDaysFrom } from "../days.ts";
import { type Client, type Tale, workTime } from "./tale.ts";

const TIERS = { ordinary: "普通", preferred: "优质", high_net_worth: "高净值" };
/** Every customer is made known; those on the service list are given over, called on, and looked after by the quarter. */
export const meetClients = (tale: Tale): void => {
  for (const client of tale.clients) {
    introduce(tale, client);
    if (client.served) serve(tale, client);
  }
};
const introduce = ({ tell }: Tale, client: Client): void => {
  const moment = at(client.from, 8, 30);
  const known = { of: "customer", customer: client.id, name: client.name, tier: TIERS[client.tier] };
  tell(moment, "subject", { ...known, marketing_consent: client.consent === "refused" ? "refused" : "given" });
};
const serve = (tale: Tale, client: Client): void => {
  const { tell, chance, from, until } = tale;
  const reason = client.inherited ? "handover" : client.fromBefore ? "transfer" : "sale";
  const joined = client.fromBefore && !client.inherited ? dayNumber(client.since) : client.from;
  tell(at(joined, 9), "customer_joined", { customer: client.id, reason });
  const given = workingDay(Math.max(client.from, from), client.inherited || client.fromBefore ? 1 : 0);
  tell(at(given, 9, 10), "served_by", { customer: client.id, from: dateText(given) });
  tell(at(workingDay(given, chance.between(1, 2)), 15, 20), "customer_file_delivered", {
    customer: client.id,
    file: `ZL-${client.id}`,
  });
  tell(workTime(chance, workingDay(given, chance.between(2, 8))), "contact_made", {
    customer: client.id,
    channel: chance.oneOf(["phone", "visit", "wechat"]),
    purpose: "first",
  });
  if (client.left !== undefined && client.until !== undefined)
    tell(at(client.until, 16), "customer_left", {
      customer: client.id,
      reason: chance.oneOf(["moved", "expired", "competitor"]),
    });
  if (client.consent === "withdrawn") withdraw(tale, client);
  const owed = (stretch: Stretch): boolean =>
    joined <= stretch.from && (client.until === undefined || client.until > stretch.until);
  for (const quarter of stretches("quarter", from, until)) if (owed(quarter)) care(tale, client, quarter);
  for (const half of stretches("half", from, until)) if (owed(half)) confirmData(tale, client, half);
};
/** One call or visit in the quarter. Of a running quarter a third has been called on; the rest has until its end. */
const care = ({ tell, chance, slip, clients }: Tale, client: Client, quarter: Stretch): void => {
  if (!quarter.ended && chance.below(3) > 0) return;
  const missed = slip("missed_care", quarter.label);
  if (
    missed &&
    client === clients.find(({ served, fromBefore, left, inherited }) => served && fromBefore && !left && !inherited)
  )
    return;
  const days = workingDaysFrom(Math.max(quarter.from, client.from) + 3, quarter.until - 1);
  tell(workTime(chance, chance.oneOf(days)), "contact_made", {
    customer: client.id,
    channel: chance.oneOf(["phone", "phone", "visit", "wechat"]),
    purpose: "care",
  });
};
const confirmData = ({ tell, chance }: Tale, client: Client, half: Stretch): void => {
  if (!half.ended && chance.below(5) > 2) return;
  const days = workingDaysFrom(Math.max(half.from, client.from) + 3, half.until - 1);
  tell(workTime(chance, chance.oneOf(days)), "contact_data_confirmed", {
    customer: client.id,
    confirmation: `HD-${half.label}-${client.id}`,
  });
};
const withdraw = ({ tell, chance, until }: Tale, client: Client): void => {
  const first = client.from + 20;
  if (first > until) return;
  const moment = workTime(chance, workingDay(chance.between(first, until), 0));
  const consent = `TY-${client.id}`;
  tell(moment, "consent_withdrawn", { customer: client.id, consent });
  tell(moment + chance.between(20, 300), "consent_stopped", { customer: client.id, consent });
  tell(moment + 310, "subject", { of: "customer", customer: client.id, marketing_consent: "refused" });
};
