import { at, type DayNumber, type Stretch, stretches, workingDay, workingDaysFrom } from "../days.ts";
import { apportioned, betaShare, type Chance } from "../random.ts";
import { type Client, isRunning, type Tale, workTime } from "./tale.ts";

const GOOD = ["讲解很清楚", "服务周到，谢谢", "理赔帮了大忙", "回复及时", "条款讲得明白"];
const BAD = ["回电太慢", "理赔进度没人告知", "条款没讲清楚", "续费提醒来得太晚", "换了几个人才办好"];
/** What is asked and answered in one quarter. */
interface Round {
  readonly quarter: Stretch;
  readonly sent: number;
  /** Answers and how many of them are satisfied, where the key lays them down; else each is drawn. */
  readonly fixed?: { readonly answers: number; readonly satisfied: number };
  readonly gamed?: boolean;
}
/**
 * Which share answers, of few agents far above the least, and which share of those is satisfied, around 78 %; in ten thousandths.
 * With what nobody answers, the surveys after a complaint, 12 to 45 % of an agent's invitations are answered.
 */
const mannerOf = (chance: Chance) => ({
  answering: LEAST_ANSWERING + Math.floor((chance.below(MORE_ANSWERING) * chance.below(10_001)) / 10_000),
  satisfied: betaShare(chance, 44, 12),
});
const LEAST_ANSWERING = 1_400;
const MORE_ANSWERING = 2_300;
export const askClients = (tale: Tale, invitations: number): void => {
  const own = tale.chance.under("surveys");
  const { answering, satisfied } = mannerOf(own);
  let [sent, answered] = [0, 0];
  for (const round of roundsOf(tale, invitations)) {
    if (round.fixed) {
      const { answers, satisfied: content } = round.fixed;
      ask(tale, own, round, answers, (place) => place < content);
      continue;
    }
    // Over all quarters the share comes out, however few are asked in each.
    sent += round.sent;
    const answers = Math.ceil((sent * answering) / 10_000) - answered;
    answered += answers;
    ask(tale, own, round, answers, () => own.tenThousandths(satisfied));
  }
};
/** Rounds that the key or the tour lays down come first; what is left is spread over the other quarters, one each at least. */
const roundsOf = (tale: Tale, invitations: number): Round[] => {
  const { from, until, silence } = tale;
  const quarters = stretches("quarter", from, until);
  const special = new Map<string, Omit<Round, "quarter">>();
  for (const label of tale.truth("survey_gaming")?.periods ?? [])
    special.set(label, { sent: 44, fixed: { answers: 40, satisfied: 40 }, gamed: true });
  const weak = tale.truth("service_under")?.periods ?? [];
  for (const label of weak) special.set(label, { sent: 88, fixed: { answers: 42, satisfied: 15 } });
  // Nor does it get better in the quarter that still runs: there it is a risk.
  const running = quarters.find((quarter) => isRunning(tale, quarter));
  if (weak.length > 0 && running) special.set(running.label, { sent: 88, fixed: { answers: 38, satisfied: 14 } });
  if (tale.agent.tour)
    for (const [index, quarter] of quarters.entries()) special.set(quarter.label, tourRound(tale, quarter, index));
  if (silence) special.set(silence.quarter, { sent: 34, fixed: silence });
  const plain = quarters.filter(({ label }) => !special.has(label));
  const left = Math.max(0, invitations - [...special.values()].reduce((sum, { sent }) => sum + sent, 0) - plain.length);
  const shares = apportioned(
    left,
    plain.map((one) => one.until - one.from + 1),
  );
  return quarters.map((quarter) => ({
    quarter,
    ...(special.get(quarter.label) ?? { sent: 1 + shares[plain.indexOf(quarter)]! }),
  }));
};
/** Most who are there are asked once a quarter, and of those nearly half answer: enough to judge. */
const tourRound = (tale: Tale, quarter: Stretch, index: number): Omit<Round, "quarter"> => {
  const sent = Math.min(76, presentIn(tale, quarter).length);
  const answers = Math.floor((sent * (quarter.ended ? 44 : 30)) / 100);
  return {
    sent,
    fixed: { answers, satisfied: Math.round((answers * (SATISFIED[index % SATISFIED.length] ?? 80)) / 100) },
  };
};
const SATISFIED = [84, 88, 79, 74, 82, 86, 90, 80, 83];
const presentIn = ({ clients }: Tale, quarter: Stretch): Client[] =>
  clients.filter((one) => one.from <= quarter.until - 3 && (one.until === undefined || one.until >= quarter.from));
/** Asks as many as the round says; the first `answers` of them answer. */
const ask = (tale: Tale, chance: Chance, round: Round, answers: number, isHappy: (place: number) => boolean): void => {
  const { quarter, sent } = round;
  const there = presentIn(tale, quarter);
  if (there.length === 0) return;
  const asked = Array.from({ length: Math.ceil(sent / there.length) }, () => chance.shuffled(there))
    .flat()
    .slice(0, sent);
  asked.forEach((client, place) => {
    invite(tale, chance, round, client, place, place < answers ? isHappy(place) : undefined);
  });
};
const lastOf = (tale: Tale, { until }: Stretch): DayNumber => Math.min(until, tale.until);
/** @param happy undefined where the customer does not answer */
const invite = (
  tale: Tale,
  chance: Chance,
  round: Round,
  client: Client,
  place: number,
  happy: boolean | undefined,
): void => {
  const { tell } = tale;
  const { quarter } = round;
  const survey = quarter.label;
  const invitation = `YQ-${tale.agent.id}-${survey}-${String(place + 1).padStart(3, "0")}`;
  const last = lastOf(tale, quarter);
  const first = Math.max(quarter.from, client.from, round.gamed ? last - 4 : 0);
  const until = Math.min(last - (happy === undefined ? 0 : round.gamed ? 1 : 4), client.until ?? last);
  const days = workingDaysFrom(first, Math.max(first, until));
  const day = days.length > 0 ? chance.oneOf(days) : first;
  const sentAt = round.gamed ? at(day, 20, chance.below(50)) : workTime(chance, day);
  const delivered = happy !== undefined || chance.below(25) > 0;
  tell(sentAt, "survey_sent", {
    customer: client.id,
    survey,
    invitation,
    delivered,
    channel: chance.oneOf(["wechat", "web", "sms"]),
  });
  if (happy === undefined) return;
  const answeredAt = round.gamed ? sentAt + 1 : awake(sentAt + chance.between(60, 2800));
  const answer = round.gamed ? GAMED : answerOf(chance, happy, round.fixed !== undefined, place);
  tell(answeredAt, "survey_answered", { customer: client.id, survey, invitation, ...answer });
  if (!happy) tale.unhappy.push({ client, day });
  if (answer.satisfaction <= 2)
    tell(workTime(chance, workingDay(Math.floor(answeredAt / 1440), 1)), "contact_made", {
      customer: client.id,
      channel: "phone",
      purpose: "recovery",
    });
};
const GAMED = { recommend: 10, satisfaction: 5, effort: 7, trust: [5, 5, 5], comment: "非常满意，服务很好" };
/** With laid-down rounds the scores go by place, so that the figures do not depend on the draw. */
const answerOf = (chance: Chance, happy: boolean, fixed: boolean, place: number) => {
  const strong = fixed ? place % 3 !== 2 : chance.below(10) < 6;
  const comment = chance.below(4) === 0 ? { comment: chance.oneOf(happy ? GOOD : BAD) } : {};
  if (happy)
    return {
      recommend: strong ? 9 + chance.below(2) : 7 + chance.below(2),
      satisfaction: strong ? 5 : 4,
      effort: chance.below(10) < 9 ? 5 + chance.below(3) : 4,
      trust: Array.from({ length: 3 }, () => 4 + chance.below(2)),
      ...comment,
    };
  return {
    recommend: strong ? 2 + chance.below(5) : 6 + chance.below(2),
    satisfaction: strong ? 3 : 1 + chance.below(2),
    effort: chance.below(10) < 3 ? 5 : 2 + chance.below(3),
    trust: Array.from({ length: 3 }, () => 2 + chance.below(3)),
    ...comment,
  };
};
/** Nobody answers a survey at four in the morning. */
const awake = (moment: number): number =>
  moment % 1440 < 480 ? moment - (moment % 1440) + 600 + (moment % 60) : moment;
