// Clauses: C1.2, A2
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Letter } from "../store/letters.ts";

/** The matters of annex A2, as its rules name them. */
export const MATTERS = ["introduction", "application", "delivery", "premium_notice", "claims_help", "service"] as const;
export type Matter = (typeof MATTERS)[number];
/** In what an act can lie outside of a letter. */
export const OUTSIDE = ["no_letter", "contract_ended", "matter", "territory", "product", "amount", "stated"] as const;
export type Outside = (typeof OUTSIDE)[number];

interface ActKind {
  /** The matter where the event says no other. */
  readonly matter: Matter;
  /** The field that says which matter it is, and what its words stand for. */
  readonly said?: { readonly field: string; readonly as: Readonly<Record<string, Matter>> | "as_written" };
  /** The company does it, and it puts the agent before a customer: no finding against the agent comes of it. */
  readonly byCompany?: true;
}
const PURPOSES: Readonly<Record<string, Matter>> = {
  promotion: "introduction",
  renewal: "premium_notice",
  reminder: "premium_notice",
  claim: "claims_help",
};
/**
 * Which facts are acts before a customer in the company's name, and of which matter: the one table that every command asks. What is not here
 * is the company's own business (money, surveys, training) or happens between the parties.
 */
export const CUSTOMER_ACTS: Readonly<Record<string, ActKind>> = {
  sale: { matter: "application" },
  policy_delivered: { matter: "delivery" },
  contact_made: { matter: "service", said: { field: "purpose", as: PURPOSES } },
  need_recorded: { matter: "service" },
  solution_proposed: { matter: "introduction" },
  complaint_responded: { matter: "claims_help" },
  served_by: { matter: "service", byCompany: true },
  authority_act: { matter: "service", said: { field: "scope", as: "as_written" } },
};
export const ACT_KINDS: readonly string[] = Object.keys(CUSTOMER_ACTS);
/** What the agent would do with itself where it is the customer (CC 168). */
export const DEALING_KINDS: readonly string[] = ["sale", "policy_issued", "served_by", "authority_act"];

/** A fact as the check reads it. */
export interface CustomerAct {
  readonly sequence: number;
  readonly sourceId: string;
  readonly kind: string;
  readonly at: Instant;
  /** The contract's day. */
  readonly day: string;
  readonly matter: string;
  readonly customer?: string;
  readonly product?: string;
  readonly territory?: string;
  readonly amount?: string;
  /** Whoever recorded it says whether it lies inside territory and products. */
  readonly within?: boolean;
}
type Fields = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : typeof value === "number" ? String(value) : undefined;
/**
 * A fact as an act of the agent; undefined where it is none.
 * @param wordOf the word of the contract that something written in a field of a kind stands for
 * @param isOthers whether somebody named in `by` is another party than the agent
 */
export const actOf = (
  fields: Fields,
  { sequence, at, day }: Pick<CustomerAct, "sequence" | "at" | "day">,
  { wordOf, isOthers }: ActWords,
): CustomerAct | undefined => {
  const kind = String(fields.kind);
  const known = Object.hasOwn(CUSTOMER_ACTS, kind) ? CUSTOMER_ACTS[kind]! : undefined;
  const by = textOf(fields.by);
  if (!known || (by !== undefined && known.byCompany !== true && isOthers(by))) return undefined;
  const said = known.said && textOf(fields[known.said.field]);
  const word = said === undefined ? undefined : wordOf(kind, known.said!.field, said);
  const as = known.said?.as;
  const matter = word === undefined ? known.matter : as === "as_written" ? word : (as?.[word] ?? known.matter);
  const optional = {
    customer: textOf(fields.customer),
    product: textOf(fields.product),
    territory: textOf(fields.territory),
  };
  return {
    sequence,
    sourceId: String(fields.id),
    kind,
    at,
    day,
    matter,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    // What a sale is worth is no worth of an act: the limit is for acts that say their own.
    ...(kind === "authority_act" && textOf(fields.amount) !== undefined ? { amount: textOf(fields.amount)! } : {}),
    ...(typeof fields.within === "boolean" ? { within: fields.within } : {}),
  };
};
export interface ActWords {
  readonly wordOf: (kind: string, field: string, written: string) => string;
  readonly isOthers: (by: string) => boolean;
}
export interface Judged {
  /** The letter that carries it, or the one that comes nearest. */
  readonly letterId?: string;
  readonly outside: readonly Outside[];
}
/**
 * Which letter carries an act, and in what it lies outside of all. Undefined: no letter is kept here for that day, and nothing is said.
 * @param letters all that were ever active
 * @param endedAt when the contract ended; its letters end with it (CC 173)
 */
export const judgeAct = (act: CustomerAct, letters: readonly Letter[], endedAt?: Instant): Judged | undefined => {
  const begun = letters.filter(({ activatedAt, fromOn }) => activatedAt !== undefined && fromOn! <= act.day);
  if (begun.length === 0) return undefined;
  if (endedAt !== undefined && act.at > endedAt) return { outside: ["contract_ended"] };
  const valid = begun.filter((one) => act.day <= one.untilOn! && (one.endedAt === undefined || act.at < one.endedAt));
  const judged = valid.map((letter) => ({ letterId: letter.letterId, outside: outsideOf(act, letter) }));
  const [nearest] = judged.sort((a, b) => a.outside.length - b.outside.length);
  return nearest ?? { outside: ["no_letter"] };
};
const outsideOf = (act: CustomerAct, letter: Letter): Outside[] => [
  ...(letter.matters.includes(act.matter) ? [] : (["matter"] as const)),
  ...(isListed(act.territory, letter.territories) ? [] : (["territory"] as const)),
  ...(isListed(act.product, letter.productCodes) ? [] : (["product"] as const)),
  ...(act.amount === undefined || letter.amountLimit === undefined || !isMore(act.amount, letter.amountLimit)
    ? []
    : (["amount"] as const)),
  ...(act.within === false ? (["stated"] as const) : []),
];
/** What a fact does not say, and what a letter does not list, is not held against anybody. */
const isListed = (named: string | undefined, list: readonly string[]): boolean =>
  named === undefined || list.length === 0 || list.some((one) => plain(one) === plain(named));
const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
const DECIMALS = 4;
const scaled = (text: string): bigint | undefined => {
  const found = /^(\d+)(?:\.(\d{1,4})\d*)?$/.exec(text.replaceAll(",", "").trim());
  return found ? BigInt(`${found[1]}${(found[2] ?? "").padEnd(DECIMALS, "0")}`) : undefined;
};
const isMore = (amount: string, limit: string): boolean => {
  const [one, other] = [scaled(amount), scaled(limit)];
  return one !== undefined && other !== undefined && one > other;
};
