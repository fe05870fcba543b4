// Clauses: C6.2
import { isMemberOn } from "../contract/members.ts";
import type { Plan } from "../contract/model.ts";
import { evidenceOfFact, type Fact } from "../facts/event.ts";
import type { Day } from "../values/brand.ts";
import { byTime, type PayBook } from "./book.ts";

/** Whether a `licence_recorded` holds on a day: from its first day on, and no longer on the day that `before` names. */
export const coversDay = ({ event: { fields } }: Fact, day: Day): boolean =>
  (fields.from as Day) <= day && (fields.before === undefined || day < (fields.before as Day));

/**
 * The licences that a sale rests on, as evidence: of the member who sold, else of each member among whom the plan splits, else of the agent
 * (Insurance Law arts. 122, 130: nobody but a registered agent is paid for a sale). Undefined where one of them has none on the day of the
 * sale; nothing where the plan asks for none.
 */
export const licencesFor = (book: PayBook, plan: Plan, fact: Fact): readonly string[] | undefined => {
  if (plan.licence === undefined) return [];
  const evidence: string[] = [];
  const valid = [...book.licences.values()].filter((one) => coversDay(one, fact.day)).sort(byTime);
  for (const member of neededOn(book, plan, fact)) {
    const held = valid.find(({ event }) => event.fields.member === member);
    if (!held) return undefined;
    evidence.push(...evidenceOfFact(held));
  }
  return evidence;
};
/** Of those whom a sale rests on, who has no licence on its day. */
export const lackingFor = (book: PayBook, plan: Plan, fact: Fact): readonly (string | undefined)[] => {
  const valid = [...book.licences.values()].filter((one) => coversDay(one, fact.day));
  return neededOn(book, plan, fact).filter((member) => !valid.some(({ event }) => event.fields.member === member));
};
/** Ids of members; undefined is the agent itself. */
const neededOn = ({ members }: PayBook, plan: Plan, { event, day }: Fact): readonly (string | undefined)[] => {
  const { member } = event.fields;
  if (typeof member === "string" && isMemberOn(members, member, day)) return [member];
  if (!plan.components.some(({ kind }) => kind === "split")) return [undefined];
  const sharing = members.filter(({ id }) => isMemberOn(members, id, day)).map(({ id }) => id);
  return sharing.length === 0 ? [undefined] : [...new Set(sharing)];
};
