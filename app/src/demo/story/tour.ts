import { at, type DayNumber, type Stretch, stretches, workingDay } from "../days.ts";
import { type Client, type Tale, workTime } from "./tale.ts";
import { ledByAgent, ledByCompany, ledByIntermediary } from "./tour-modes.ts";
import { bothSides } from "./tour-sides.ts";

/** The three contracts of the tour have everything that a lively year brings: both sides ask, answer, object, propose and settle. */
export const tellTour = (tale: Tale): void => {
  if (!tale.agent.tour) return;
  const quarters = stretches("quarter", tale.from, tale.until);
  quarters.forEach((quarter, index) => {
    requests(tale, quarter);
    messages(tale, quarter);
    needs(tale, quarter);
    suggest(tale, quarter, index);
    improve(tale, quarter);
  });
  askAndDispute(tale);
  lifeOfTheContract(tale);
  settleADispute(tale);
  bothSides(tale);
  if (tale.agent.mode === "company_led") ledByCompany(tale);
  if (tale.agent.mode === "agent_led") ledByAgent(tale);
  if (tale.agent.mode === "intermediary_led") ledByIntermediary(tale);
};
const clientAt = (tale: Tale, day: DayNumber, place: number): Client => {
  const there = tale.clients.filter(
    (one) => one.served && one.from + 30 < day && (one.until === undefined || one.until > day + 40),
  );
  return there[(place * 7) % there.length]!;
};
const name = ({ agent }: Tale, letters: string, label: string, place = 1): string =>
  `${letters}-${agent.id}-${label}-${place}`;

/** Five requests a quarter each way, so that the share answered in time is judged. */
const requests = (tale: Tale, { label, from, until }: Stretch): void => {
  const step = Math.floor((until - from - 14) / 5);
  for (const to of ["company", "agent"] as const)
    for (let i = 0; i < 5; i += 1) {
      const request = name(tale, to === "company" ? "QA" : "QB", label, i + 1);
      const day = workingDay(from + 4 + i * Math.max(1, step), 0);
      tale.tell(workTime(tale.chance, day), "request_made", { request, to });
      tale.tell(workTime(tale.chance, workingDay(day, tale.chance.between(1, 2))), "request_answered", { request });
    }
};
const messages = (tale: Tale, { label, from }: Stretch): void => {
  for (let i = 0; i < 4; i += 1) {
    const day = workingDay(from + 35 + i * 6, 0);
    if (day > tale.until) return;
    const customer = clientAt(tale, day, i).id;
    const message = name(tale, "XX", label, i + 1);
    const asked = workTime(tale.chance, day);
    tale.tell(asked, "customer_message", { customer, message });
    tale.tell(asked + tale.chance.between(15, 110), "customer_message_answered", { customer, message });
  }
};
const NEEDS = ["养老储备", "子女医疗", "家庭财产", "重疾保障"];
const needs = (tale: Tale, { label, from }: Stretch): void => {
  for (let i = 0; i < 3; i += 1) {
    const day = workingDay(from + 40 + i * 3, 0);
    if (day > tale.until) return;
    const customer = clientAt(tale, day, i + 11).id;
    const solution = name(tale, "FA", label, i + 1);
    tale.tell(at(day, 10), "need_recorded", { customer, need: NEEDS[(i + label.charCodeAt(6)) % NEEDS.length] });
    tale.tell(at(workingDay(day, 2), 10, 30), "needs_confirmed", {
      customer,
      statement: name(tale, "XQ", label, i + 1),
    });
    tale.tell(at(workingDay(day, 5), 10, 30), "solution_proposed", { customer, solution });
    tale.tell(at(workingDay(day, 8), 10, 30), "solution_answered", { customer, solution, accepted: i !== 1 });
    tale.tell(at(workingDay(day, 12), 10, 30), "contact_made", { customer, channel: "phone", purpose: "follow_up" });
  }
};
const suggest = (tale: Tale, { label, from }: Stretch, index: number): void => {
  const suggestion = name(tale, "JY", label);
  const adopted = index % 2 === 0;
  const answered = workingDay(from + 20, 3);
  tale.tell(at(workingDay(from + 20, 0), 11), "suggestion_made", { suggestion });
  tale.tell(at(answered, 16), "suggestion_answered", { suggestion, adopted });
  if (tale.agent.mode !== "agent_led" || !adopted) return;
  tale.tell(at(workingDay(answered + 18, 0), 15), "suggestion_carried_out", { suggestion });
};
/** A weak figure is flagged, an improvement proposed, carried out, closed and measured. */
const improve = (tale: Tale, { label, from }: Stretch): void => {
  const flag = name(tale, "RX", label);
  const action = name(tale, "GJ", label);
  const owner = label.endsWith("1") || label.endsWith("3") ? "agent" : "company";
  const day = workingDay(from + 15, 0);
  tale.tell(at(day, 10), "metric_flagged", { flag, metric: owner === "agent" ? "response_rate" : "nps" });
  tale.tell(at(workingDay(day, 5), 16), "improvement_proposed", { flag });
  tale.tell(at(workingDay(day, 6), 10), "action_planned", { action, owner });
  tale.tell(at(workingDay(day + 60, 0), 17), "action_closed", { action, effect: "答复率提高两个百分点" });
  tale.tell(at(workingDay(day + 120, 0), 17), "action_evaluated", { action, effect: "有效，纳入目录" });
};
/** Lines are asked about and disputed, papers and statutes asked for. */
const askAndDispute = (tale: Tale): void => {
  const { tell } = tale;
  const months = stretches("month", tale.from, tale.until).filter(({ ended }) => ended);
  for (const { label, until } of months.filter((_, i) => i % 4 === 1)) {
    const asked = workingDay(until, 6);
    const line = `${label}/base/1`;
    tell(at(asked, 10), "line_queried", { line });
    tell(at(workingDay(asked, 2), 15), "line_explained", { line });
    tell(at(workingDay(asked, 3), 10), "line_disputed", { line });
    tell(at(workingDay(asked, 6), 15), "line_decided", { line, outcome: "维持，计算正确" });
    const request = name(tale, "ZL", label);
    tell(at(asked, 11), "information_requested", { request });
    tell(at(workingDay(asked, 3), 11), "information_supplied", { request });
    tell(at(asked, 11, 30), "statute_requested", { request });
    tell(at(workingDay(asked, 2), 11, 30), "statute_supplied", { request });
  }
};
/** What happens to a contract while it runs: an explanation, a change of address, of an annex, of the law, hardship, an excuse. */
const lifeOfTheContract = (tale: Tale): void => {
  const { tell, from } = tale;
  const on = (days: number, hour: number): number => at(workingDay(from + days, 0), hour);
  const after = (days: number, count: number, hour: number): number =>
    at(workingDay(workingDay(from + days, 0), count), hour);
  tell(on(8, 10), "explanation_requested", { clause: "C6.2" });
  tell(after(8, 1, 15), "explanation_given", { clause: "C6.2" });
  for (const [days, party] of [
    [50, "agent"],
    [75, "company"],
  ] as const) {
    const change = name(tale, "DZ", party);
    tell(on(days, 10), "address_changed", { change, party });
    tell(after(days, 2, 10), "address_notified", { change });
  }
  tell(on(60, 10), "annex_changed", { annex: "A5" });
  tell(after(60, 3, 10), "annex_reissued", { annex: "A5" });
  const change = name(tale, "FL", "law");
  tell(on(90, 9), "law_changed", { change, statute: "CN-ARB-31" });
  tell(on(112, 9), "law_change_addressed", { change });
  const matter = name(tale, "SW", "matter");
  tell(on(100, 9), "legal_matter_received", { matter, party: "company" });
  tell(after(100, 3, 9), "legal_matter_reported", { matter });
  const hardship = name(tale, "QS", "hardship");
  tell(on(105, 10), "hardship_claimed", { hardship, party: "agent" });
  tell(after(105, 8, 10), "hardship_answered", { hardship });
  tell(on(110, 10), "training_excused", { course: "线下演练" });
  tell(on(125, 10), "training_rescheduled", { course: "线下演练" });
  const customer = clientAt(tale, from + 80, 3).id;
  const request = name(tale, "GR", "privacy");
  tell(on(80, 10), "privacy_request_made", { customer, request });
  tell(after(80, 5, 15), "privacy_request_answered", { customer, request });
  const moved = name(tale, "LX", "contact");
  tell(on(85, 10), "contact_change_learned", { customer, change: moved });
  tell(after(85, 1, 9), "contact_data_updated", { customer, change: moved });
  const act = name(tale, "SQ", "act");
  tell(on(70, 10), "authority_act", {
    act,
    scope: "application",
    amount: "36000.00",
    product: "whole_life",
    within: true,
    customer,
  });
};
/** An amendment that was agreed in clear words, and a dispute that ended in a settlement. */
const settleADispute = (tale: Tale): void => {
  const { tell, from } = tale;
  const amendment = name(tale, "BG", "tour");
  const start = workingDay(from + 65, 0);
  tell(at(start, 10), "amendment_proposed", { amendment, party: "agent" });
  tell(at(workingDay(start, 5), 10), "amendment_answered", { amendment, accepted: false });
  const dispute = name(tale, "ZY", "tour");
  const open = workingDay(from + 95, 0);
  tell(at(open, 10), "dispute_opened", { dispute, party: "agent" });
  tell(at(open, 11), "negotiation_called", { dispute, on_party: "company" });
  tell(at(workingDay(open, 3), 10), "negotiation_joined", { dispute });
  const bundle = name(tale, "ZJ", "bundle");
  tell(at(open, 12), "bundle_requested", { request: bundle });
  tell(at(workingDay(open, 2), 12), "bundle_supplied", { request: bundle });
  const claim = name(tale, "ZZ", "claim");
  tell(at(open, 15), "claim_filed", { claim, against: "company" });
  tell(at(workingDay(open, 6), 15), "claim_answered", { claim });
  tell(at(open + 12, 15), "negotiation_done", { dispute, outcome: "提交调解" });
  tell(at(open + 30, 15), "mediation_done", { dispute, outcome: "达成和解" });
  const settlement = name(tale, "HJ", "tour");
  tell(at(open + 30, 16), "settlement_reached", { settlement, party: "company" });
  tell(at(workingDay(open + 38, 0), 10), "settlement_performed", { settlement });
};
