// Clauses: C7.1, S8
import type { PartyName } from "./view.ts";

/** Kinds whose customer is masked to both sides: who answers a survey must be free to answer. */
const MASKED: ReadonlySet<string> = new Set(["survey_sent", "survey_answered"]);
/** Free words of a customer; they can name anybody. */
const FREE_WORDS: ReadonlySet<string> = new Set(["comment", "need"]);
/** Fields that name a person or lead to one. */
const NAMING_FIELDS: ReadonlySet<string> = new Set([
  "name",
  "phone",
  "e_mail",
  "address",
  "policy",
  "order",
  "invitation",
  "customer",
]);

export interface Customers {
  /** Name by customer id, where a `subject` event gave one. */
  readonly names: ReadonlyMap<string, string>;
  /** Customers whom the agent serves under this contract at the moment shown. */
  readonly served: ReadonlySet<string>;
}
/** 王秀兰 → 王**, Anna Wong → A** W**. */
export const maskName = (name: string): string =>
  /^[\u3400-\u9fff]/.test(name)
    ? name.slice(0, 1) + "*".repeat(Math.min(Math.max([...name].length - 1, 1), 3))
    : name
        .split(/\s+/)
        .map((part) => `${part.slice(0, 1)}**`)
        .join(" ");

/** What a party may see of the persons in a contract's events. One instance a view: the order of numbers is stable. */
export class Privacy {
  readonly party: PartyName;
  readonly #customers: Customers;
  readonly #numberWord: (number: number) => string;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #paperWord: (number: number) => string;
  readonly #papers: ReadonlyMap<string, number>;

  /** @param known ids of customers, and numbers of orders, policies and invitations: whoever holds the registers finds the person by them */
  constructor(
    party: PartyName,
    customers: Customers,
    known: { readonly customers: Iterable<string>; readonly papers: Iterable<string> },
    words: { readonly customer: (number: number) => string; readonly paper: (number: number) => string },
  ) {
    this.party = party;
    this.#customers = customers;
    this.#numberWord = words.customer;
    this.#numbers = numbered(known.customers);
    this.#paperWord = words.paper;
    this.#papers = numbered(known.papers);
  }

  #paper(text: string): string {
    const number = this.party === "intermediary" ? this.#papers.get(text) : undefined;
    return number === undefined ? text : this.#paperWord(number);
  }

  /** The company sees names, the agent its own customers', both masked where answers must stay free; the intermediary numbers. */
  customer(id: string, kind: string): string {
    const name = this.#customers.names.get(id);
    const number = this.#numberWord(this.#numbers.get(id) ?? 0);
    if (this.party === "intermediary" || name === undefined) return number;
    const named = this.party === "company" || this.#customers.served.has(id);
    return named && !MASKED.has(kind) ? name : maskName(name);
  }

  /** May this party see that field of an event? Money, dates and answers are facts about the contract and stay. */
  maySee(field: string, kind: string): boolean {
    // An invitation is made out to one customer and would lead back to the name.
    if (MASKED.has(kind) && field === "invitation") return false;
    if (this.party !== "intermediary") return true;
    return !FREE_WORDS.has(field) && !NAMING_FIELDS.has(field);
  }

  /** Words that the engine or a person wrote, without persons that this party may not know. */
  scrub(text: string): string {
    const byId = text.replace(/[\w.-]+/g, (token) =>
      this.#numbers.has(token) ? this.customer(token, "subject") : this.#paper(token),
    );
    if (this.party === "company") return byId;
    let without = byId;
    for (const [id, name] of this.#customers.names)
      if (without.includes(name)) without = without.replaceAll(name, this.customer(id, "subject"));
    return without;
  }

  /** A subject of an instance or finding: a customer is named like everywhere else, a case or course stands as it is. */
  subject(subject: string, kind: string): string {
    const bare = subject.replace(/#\d+$/, "");
    const again = subject.slice(bare.length);
    return (this.#numbers.has(bare) ? this.customer(bare, kind) : this.#paper(bare)) + again;
  }
}
const numbered = (ids: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...new Set(ids)].sort().map((id, index) => [id, index + 1]));
