import { at, dateText, dayNumber, minuteOf, stretches, workingDay } from "../days.ts";
import { clientOn } from "./complaints.ts";
import { yuan } from "./policies.ts";
import type { Client, Tale } from "./tale.ts";

/** What the key put into this contract and what no other part of the story tells. */
export const plant = (tale: Tale): void => {
  sellInLateMonth(tale);
  clawBack(tale);
  breakPrivacy(tale);
  exceedAuthority(tale);
  storm(tale);
  excessiveDamages(tale);
  amendUnclearly(tale);
  flagWeakFigures(tale);
  splitOrders(tale);
  tamper(tale);
};
/** Somebody who is there all the time. */
const steady = (tale: Tale, place = 0): Client =>
  tale.clients.filter(
    ({ served, fromBefore, left, inherited }) => served && fromBefore && left === undefined && !inherited,
  )[place]!;

/** The month that is paid late has something to be paid. */
const sellInLateMonth = (tale: Tale): void => {
  const period = tale.truth("late_commission")?.plan.period;
  if (period === undefined) return;
  const [customer, policy, order] = [steady(tale).id, `P-${tale.agent.id}-WF`, `HT-${tale.agent.id}-WF`];
  const day = workingDay(dayNumber(`${period}-08`), 0);
  const [product, amount] = ["whole_life", "32000.00"];
  tale.tell(at(day, 10, 30), "sale", { customer, order, policy, product, amount, quantity: 1, channel: "visit" });
  tale.tell(at(workingDay(day, 1), 11), "policy_issued", { customer, policy, premium: amount, product });
  tale.tell(at(workingDay(day, 3), 16), "policy_delivered", { customer, policy, order });
  tale.tell(at(day, 10, 45), "premium_paid", { customer, policy, amount, due: dateText(day), policy_year: 1, product });
};
const clawBack = (tale: Tale): void => {
  for (const truth of tale.truths.filter(({ kind }) => kind === "clawback")) {
    const { how, sold, ended } = truth.plan;
    const [customer, policy, order] = [steady(tale).id, `P-${tale.agent.id}-ZH`, `HT-${tale.agent.id}-ZH`];
    const day = dayNumber(sold!);
    const product = how === "cancelled" ? "critical_illness" : "whole_life";
    const amount = how === "cancelled" ? "9600.00" : "18000.00";
    tale.tell(at(workingDay(day, 0), 10, 30), "sale", {
      customer,
      order,
      policy,
      product,
      amount,
      quantity: 1,
      channel: "visit",
    });
    tale.tell(at(workingDay(day, 1), 11), "policy_issued", { customer, policy, premium: amount, product });
    tale.tell(at(workingDay(day, 3), 16), "policy_delivered", { customer, policy, order });
    tale.tell(at(workingDay(day, 0), 10, 45), "premium_paid", {
      customer,
      policy,
      amount,
      due: sold,
      policy_year: 1,
      product,
    });
    const kind = how === "cancelled" ? "sale_cancelled" : "policy_ended";
    tale.tell(at(dayNumber(ended!), 15), kind, {
      customer,
      order,
      policy,
      reason: how === "cancelled" ? "withdrawn" : "surrender",
    });
  }
};
const breakPrivacy = (tale: Tale): void => {
  const plan = tale.truth("privacy_incident")?.plan;
  if (!plan) return;
  const incident = plan.incident!;
  tale.tell(minuteOf(plan.at!), "data_incident", { incident, severity: "major", by: "agent" });
  tale.tell(minuteOf(plan.reported!), "incident_reported", { incident });
  tale.tell(minuteOf(plan.contained!), "incident_contained", { incident });
  tale.tell(minuteOf(plan.contained!), "authority_notice_settled", { incident, outcome: "已报告主管部门" });
  tale.tell(minuteOf(plan.contained!), "individual_notice_settled", { incident, outcome: "已通知受影响的客户" });
};
const exceedAuthority = (tale: Tale): void => {
  const plan = tale.truth("beyond_authority")?.plan;
  if (!plan) return;
  const act = plan.act!;
  tale.tell(minuteOf(plan.at!), "authority_act", {
    act,
    scope: "promise_of_return",
    amount: "20000.00",
    product: "annuity",
    within: true,
    customer: steady(tale).id,
  });
  tale.tell(minuteOf(plan.demanded!), "ratification_demanded", { act });
};
const storm = (tale: Tale): void => {
  const plan = tale.truth("force_majeure")?.plan;
  if (!plan) return;
  const instances = ["C8.3/first_response", "C9.1/message_answer"];
  const claim = `BK-${tale.agent.id}`;
  tale.tell(minuteOf(plan.from!), "force_majeure_from", { instances, ground: "typhoon" });
  tale.tell(minuteOf(plan.from!) + 120, "force_majeure_claimed", { claim, party: "agent" });
  tale.tell(minuteOf(plan.to!), "force_majeure_to", { instances });
  tale.tell(at(dayNumber(plan.to!.slice(0, 10)) + 6, 15), "force_majeure_proved", { claim });
};
const excessiveDamages = (tale: Tale): void => {
  const plan = tale.truth("excessive_damages")?.plan;
  if (!plan) return;
  const policy = plan.policy!;
  const customer = steady(tale).id;
  const day = dayNumber(plan.issued!.slice(0, 10));
  tale.tell(at(day - 1, 10), "sale", {
    customer,
    order: `HT-${policy.slice(2)}`,
    policy,
    product: "sme_property",
    amount: "12800.00",
    quantity: 1,
    channel: "visit",
  });
  tale.tell(minuteOf(plan.issued!), "policy_issued", {
    customer,
    policy,
    premium: "12800.00",
    product: "sme_property",
    single: true,
  });
  tale.tell(minuteOf(plan.delivered!), "policy_delivered", { customer, policy });
  const finding = `C2.1/policy_delivery@${policy}`;
  const late = dayNumber(plan.delivered!.slice(0, 10));
  tale.tell(at(workingDay(late, 1), 10), "breach_notified", { finding, party: "agent" });
  tale.tell(at(workingDay(late, 5), 15), "breach_answered", { finding });
  tale.tell(at(workingDay(late, 8), 9), "loss_proved", { finding, amount: plan.loss });
  tale.tell(at(workingDay(late, 10), 11), "decided", {
    finding,
    breach: true,
    by: "周启明",
    reasons: "保单迟交十二日，客户已为此另行投保，损失1300元有凭证；无免责事由。",
  });
};
const amendUnclearly = (tale: Tale): void => {
  if (!tale.truth("unclear_amendment")) return;
  const amendment = `BG-${tale.agent.id}`;
  tale.tell(minuteOf("2026-06-08 10:00"), "amendment_proposed", { amendment, party: "company" });
  tale.tell(minuteOf("2026-06-12 16:00"), "amendment_answered", { amendment, accepted: true });
  tale.tell(minuteOf("2026-06-18 15:00"), "amendment_confirmed", { amendment });
};
const FLAGGED = { sales_under: "sales_total", service_under: "csat", contact_tampering: "response_rate" } as const;
/** Two weeks before the data stop the company points out figures that stay weak; the agent has not answered with a proposal yet. */
const flagWeakFigures = (tale: Tale): void => {
  const day = workingDay(tale.span.until - 12, 0);
  for (const [index, [kind, metric]] of Object.entries(FLAGGED).entries())
    if (tale.truth(kind as keyof typeof FLAGGED))
      tale.tell(at(day, 10), "metric_flagged", { flag: `ZB-${tale.agent.id}-${index + 1}`, metric });
};
/** One accident policy a customer would have bought, sold as three on neighbouring days at the quarter's end. */
const splitOrders = (tale: Tale): void => {
  const truth = tale.truth("split_orders");
  for (const quarter of stretches("quarter", tale.from, tale.until)) {
    if (!truth?.periods.includes(quarter.label)) continue;
    for (let i = 0; i < 6; i += 1) {
      const customer = steady(tale, i) ?? steady(tale);
      for (let part = 0; part < 3; part += 1) {
        const name = `${tale.agent.id.slice(1)}CF${quarter.label.slice(-1)}${i}${part}`;
        const moment = at(quarter.until - 5 + part, 19, 10 + i);
        const sold = { customer: customer.id, policy: `P-${name}` };
        tale.tell(moment, "sale", {
          ...sold,
          order: `HT-${name}`,
          product: "accident",
          amount: yuan(20_000),
          quantity: 1,
          channel: "phone",
        });
        tale.tell(moment + 5, "policy_issued", { ...sold, premium: yuan(20_000), product: "accident", single: true });
        tale.tell(moment + 9, "policy_delivered", { ...sold, order: `HT-${name}` });
        tale.tell(moment + 2, "premium_paid", { ...sold, amount: yuan(20_000), policy_year: 1, product: "accident" });
      }
    }
  }
};
/** Contact data of customers who complained or were dissatisfied change on the evening before they would be asked. */
const tamper = (tale: Tale): void => {
  const truth = tale.truth("contact_tampering");
  for (const quarter of stretches("quarter", tale.from, tale.until)) {
    if (!truth?.periods.includes(quarter.label)) continue;
    for (let i = 0; i < 12; i += 1) {
      const day = workingDay(quarter.from + 25 + i * 4, 0);
      const known = tale.unhappy.filter((one) => one.day < day && (one.client.until ?? day) >= day);
      const client = known[i % Math.max(1, known.length)]?.client ?? clientOn(tale, day, i * 7 + 3);
      if (!client) continue;
      const change = `LX-${tale.agent.id}-${quarter.label}-${i + 1}`;
      tale.tell(at(day, 20, 40), "contact_change_learned", { customer: client.id, change });
      tale.tell(at(day, 20, 42), "contact_data_updated", { customer: client.id, change });
      const asked = { customer: client.id, survey: quarter.label, invitation: `YQ-${change}` };
      tale.tell(at(day + 1, 10), "survey_sent", { ...asked, delivered: false, channel: "sms" });
    }
  }
};
