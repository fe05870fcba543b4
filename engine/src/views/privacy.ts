// Clauses: C7.1, S8
import type { Rule } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { canBeNumber, couldBeNumber, standsOut } from "./customer-ids.ts";
import type { PartyName } from "./view.ts";

/** Kinds whose customer is hidden from every party: who answers a survey must be free to answer. */
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

/** Fields by which a person is reached. */
const REACH: ReadonlySet<string> = new Set(["phone", "e_mail", "address"]);

export interface Customers {
  /** Name by customer id, where a `subject` event gave one: the latest. */
  readonly names: ReadonlyMap<string, string>;
  /** Every name that was ever given, and to whom. */
  readonly called: ReadonlyMap<string, string>;
  /** Customers whom the agent serves under this contract at the moment shown. */
  readonly served: ReadonlySet<string>;
  /** Events, none of them an answer, that performed a duty which an answer had started: a call after a low score. */
  readonly answering: ReadonlySet<string>;
  /** Ids of answers, and of contacts that say themselves that they follow one: what corrects or takes one back names it. */
  readonly answers: ReadonlySet<string>;
  /** Answers that started a duty of the party that looks, see `answersOwed`. */
  readonly owed: ReadonlySet<string>;
  /** Matters of one customer that such an event performed too. */
  readonly apart: ReadonlySet<string>;
  /** What stands in the place of names for whoever may not read them, see `Viewpoint.shownAs`; absent: names. */
  readonly shownAs?: ReadonlyMap<string, string> | undefined;
  /** Customers who consented to the intermediary's seeing their data (PIPL 23). */
  readonly disclosed?: ReadonlySet<string>;
  /** Answers of samples that are too small to be listed, see `fewAnswers`; asked for where events are listed. */
  readonly few: () => ReadonlySet<string>;
}
/** 王秀兰 → 王**, Anna Wong → A** W**. */
export const maskName = (name: string): string =>
  /^[\u3400-\u9fff]/.test(name)
    ? name.slice(0, 1) + "*".repeat(Math.min(Math.max([...name].length - 1, 1), 3))
    : name
        .split(/\s+/)
        .map((part) => `${part.slice(0, 1)}**`)
        .join(" ");

/** Whoever answered a survey: not even the first letter of a name, since a rare surname is a name. */
export const SOMEBODY = "***";

export const isAnswer = (kind: string): boolean => MASKED.has(kind);

/** A contact that says itself that it follows a bad answer. */
const FOLLOWS_ANSWER: readonly unknown[] = ["recovery"];

/** @param answering see Customers */
export const followsAnswer = (event: Pick<Event, "id" | "kind" | "raw">, answering: ReadonlySet<string>): boolean =>
  !MASKED.has(event.kind) && (answering.has(event.id) || FOLLOWS_ANSWER.includes(event.raw.purpose));

/** Is this rule about answers? Whoever is named in it has answered, or answered badly. */
export const readsAnswers = (rule: Rule | undefined): boolean =>
  rule !== undefined &&
  [
    "starts" in rule ? rule.starts : undefined,
    "ends" in rule ? rule.ends : undefined,
    "orEnds" in rule ? rule.orEnds?.by : undefined,
    "doneBy" in rule ? rule.doneBy : undefined,
    "event" in rule ? rule.event : undefined,
  ].some((kind) => typeof kind === "string" && MASKED.has(kind));

/** Whether what a rule has one of each for is a customer; undefined where the rule does not say. A case 3 is not the customer 3. */
export const isForCustomer = (rule: Rule | undefined): boolean | undefined =>
  rule === undefined
    ? undefined
    : "match" in rule
      ? rule.match === "customer"
      : "per" in rule
        ? rule.per === "customer"
        : undefined;

/** Does an answer start it? Whoever it is done for has given that answer; an invitation to answer says nothing yet. */
export const startsWithAnswer = (rule: Rule | undefined): boolean =>
  rule?.kind === "deadline" && MASKED.has(rule.starts);

export interface Known {
  /** Number of each customer, see `numbered`: the same in every view of the contract. */
  readonly customers: ReadonlyMap<string, number>;
  /** Orders, policies, invitations and whatever is called by its customer's number, numbered too: they lead to the person. */
  readonly papers: ReadonlyMap<string, number>;
  /** Does a text hold a customer's number, also as part of a longer one? */
  readonly tells: (text: string) => boolean;
  /** A hash with a key that no party sees: what is ordered or named by it does not follow the registers. */
  readonly keyed: (text: string) => string;
}
export interface PersonWords {
  readonly customer: (number: number) => string;
  readonly paper: (number: number) => string;
}

/** How the matter of a rule is named. */
export interface Eyes {
  /** @param isCustomer see `isForCustomer`; undefined: whatever is a customer's number is taken for the customer */
  readonly subject: (subject: string, kind: string, isCustomer?: boolean) => string;
  readonly forRule: (rule: Rule | undefined) => Eyes;
}
/** What a party may see of the persons in a contract's events. */
export class Privacy {
  readonly party: PartyName;
  readonly #customers: Customers;
  readonly #known: Known;
  readonly #words: PersonWords;
  /** Everything here rests on somebody's answer: nobody is named in it. */
  readonly #answers: boolean;
  #blind: Privacy | undefined;
  #hidden: RegExp | false | undefined;

  constructor(party: PartyName, customers: Customers, known: Known, words: PersonWords, answers = false) {
    this.party = party;
    this.#customers = customers;
    this.#known = known;
    this.#words = words;
    this.#answers = answers;
  }

  /** The same eyes on what rests on somebody's answer. */
  aboutAnswers(): Privacy {
    if (this.#answers) return this;
    this.#blind ??= new Privacy(this.party, this.#customers, this.#known, this.#words, true);
    return this.#blind;
  }

  /** Whose contact it was would say who had answered: an event is hidden everywhere or nowhere. */
  followsAnswer(event: Pick<Event, "id" | "kind" | "raw">): boolean {
    return followsAnswer(event, this.#customers.answering);
  }

  /**
   * Is this matter kept from every party? When it was done, or that its list of events has none for that, would lead from its
   * customer, named or numbered, to the call that a bad answer had called for, and so to the answer. It is counted like all others.
   */
  leavesOut(instance: string, bearer?: string): boolean {
    return this.#customers.apart.has(instance) || this.#withholdsMatter(instance, bearer);
  }

  /** Matters of a person who did not consent are counted for the intermediary and not listed, but its own duties (PIPL 23). */
  #withholdsMatter(instance: string, bearer: string | undefined): boolean {
    if (this.party !== "intermediary" || bearer === "intermediary") return false;
    const [, ...about] = instance.split("@");
    const tokens = about.join("@").match(TOKEN) ?? [];
    return tokens.some((token) => this.#leads(token) && !this.#isDisclosed(token));
  }

  #isDisclosed(id: string): boolean {
    return this.#customers.disclosed?.has(id) === true;
  }

  /**
   * Is this event one of a person whose data the intermediary may not see? It counts in every figure and stands in no list. Answers are among them,
   * whosever they are: which of those who consented gave one is nobody's business. What the intermediary recorded itself it knows.
   */
  withholds(event: Pick<Event, "id" | "kind" | "raw" | "customer" | "by">): boolean {
    if (this.party !== "intermediary" || event.by === "intermediary") return false;
    if (event.customer !== undefined)
      return MASKED.has(event.kind) || this.followsAnswer(event) || !this.#isDisclosed(event.customer);
    return Object.entries(event.raw).some(
      ([name, raw]) => NAMING_FIELDS.has(name) && typeof raw === "string" && this.#leads(raw),
    );
  }

  /** Is this answer one of so few that it is counted and not listed? Nobody sees it by itself, with its score and its minute. */
  isOneOfFew(event: Pick<Event, "id">): boolean {
    return this.#customers.few().has(event.id);
  }

  forEvent(event: Pick<Event, "id" | "kind" | "raw">): Privacy {
    return this.followsAnswer(event) || this.#customers.owed.has(event.id) ? this.aboutAnswers() : this;
  }

  forRule(rule: Rule | undefined): Privacy {
    return readsAnswers(rule) ? this.aboutAnswers() : this;
  }

  /** May it know persons by their numbers in the registers? */
  get #blindToIds(): boolean {
    return this.party === "intermediary" || this.#answers;
  }

  #paper(text: string): string {
    if (!this.#blindToIds) return text;
    if (this.#answers && this.party === "intermediary" && this.#leads(text)) return SOMEBODY;
    const number = this.#known.papers.get(text);
    if (number !== undefined) return this.#words.paper(number);
    return this.#known.tells(text) ? SOMEBODY : text;
  }

  /**
   * The company sees names, the agent its own customers', the intermediary theirs who consented to it; nobody who answered. A number that stands on
   * an answer and on a sale would name the answer to whoever knows of the sale. Who may not read names is told what stands in their place.
   */
  customer(id: string, kind: string): string {
    if (this.#answers || MASKED.has(kind)) return SOMEBODY;
    if (this.party === "intermediary" && !this.#isDisclosed(id)) return SOMEBODY;
    const { names, shownAs } = this.#customers;
    const name = (shownAs ?? names).get(id);
    if (name === undefined) return this.#words.customer(this.#known.customers.get(id) ?? 0);
    return shownAs !== undefined || this.party !== "agent" || this.#customers.served.has(id) ? name : maskName(name);
  }

  /** May this party see that field of an event? Money, dates and answers are facts about the contract and stay. */
  maySee(field: string, kind: string): boolean {
    // Beside the duty that one answer started, the answer itself would lead from the duty to the person and back.
    if (this.#answers && (MASKED.has(kind) || FREE_WORDS.has(field) || NAMING_FIELDS.has(field))) return false;
    // An invitation is made out to one customer and would lead back to the name.
    if (MASKED.has(kind) && field === "invitation") return false;
    if (this.party !== "intermediary") return true;
    return !FREE_WORDS.has(field) && !NAMING_FIELDS.has(field);
  }

  /** Numbers of files and confirmations are often made from the customer's id: who holds the register reads the person. */
  mayRead(text: string): boolean {
    if (!this.#blindToIds) return true;
    return !(text.match(/[A-Za-z0-9]+/g) ?? []).some(
      (token) =>
        (this.#known.customers.has(token) && (token === text || couldBeNumber(token))) || this.#known.tells(token),
    );
  }

  /** Ids of events often say whose they are: an export carries another where this party may not know. */
  eventId(id: string, kind: string): string {
    return this.#blindToIds || MASKED.has(kind) ? this.#known.keyed(`event ${id}`).slice(0, 12) : id;
  }

  /** Words that a person wrote, without persons that this party may not know. */
  scrub(text: string): string {
    const byId = text.replace(CODES, (token, at: number) =>
      canBeNumber(text, at, token) ? this.#person(token) : token,
    );
    return this.#withoutNames(byId);
  }

  /**
   * What the engine wrote of a figure: it reckons and names nobody, so that digits in it are amounts, counts and dates, whoever has the same for
   * a number. What can be nothing but somebody's number is hidden all the same.
   */
  figures(text: string): string {
    return text.replace(CODES, (token) => (standsOut(token) ? this.#person(token) : token));
  }

  #person(token: string): string {
    return this.#known.customers.has(token) ? this.customer(token, "subject") : this.#paper(token);
  }

  /** Words as they were recorded, without names that this party may not know; an answer's id by what stands for it in the list. */
  recorded(text: string): string {
    if (this.#customers.answers.has(text) || this.#customers.answering.has(text))
      return this.#known.keyed(`event ${text}`).slice(0, 12);
    return this.party === "intermediary" ? this.scrub(text) : this.#withoutNames(text);
  }

  /** Whether every name is open to whoever looks. */
  get #readsNames(): boolean {
    return this.party === "company" && !this.#answers && this.#customers.shownAs === undefined;
  }

  /** A name in a record of that customer, today's or a former one; in a record of no known customer only its beginning. */
  recordedName(name: string, customer: string | undefined, kind: string): string {
    if (customer !== undefined) return this.customer(customer, kind);
    if (this.#customers.shownAs !== undefined) return SOMEBODY;
    return this.#readsNames ? name : maskName(name);
  }

  /** May this party see by what that customer is reached? The agent only of those it serves. */
  mayReach(field: string, customer: string | undefined): boolean {
    if (!REACH.has(field) || this.party === "company") return true;
    return customer === undefined || this.#customers.served.has(customer);
  }

  #withoutNames(text: string): string {
    if (this.#readsNames) return text;
    this.#hidden ??= this.#hiddenNames();
    if (!this.#hidden) return text;
    return text.replace(this.#hidden, (name) => this.customer(this.#customers.called.get(name) ?? "", "subject"));
  }

  /** Long names first: one may begin another. */
  #hiddenNames(): RegExp | false {
    const hidden = [...this.#customers.called]
      .filter(([name, id]) => !/^\d{0,4}$/.test(name) && this.customer(id, "subject") !== name)
      .map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .sort((a, b) => b.length - a.length);
    return hidden.length > 0 && new RegExp(hidden.join("|"), "g");
  }

  /** A subject of an instance or finding: a customer is named like everywhere else, a case or course stands as it is. */
  subject(subject: string, kind: string, isCustomer = true): string {
    const bare = subject.replace(/#\d+$/, "");
    const again = this.#answers ? "" : subject.slice(bare.length);
    return (isCustomer && this.#known.customers.has(bare) ? this.customer(bare, kind) : this.#paper(bare)) + again;
  }

  /** A reference that may stand in a link, a file's name or an export: `C7.3/low_score_call@~3f0c…` instead of the id. */
  ref(ref: string): string {
    if (!this.#blindToIds) return ref;
    const [rule = "", ...about] = ref.split("@");
    if (about.length === 0) return ref;
    const hidden = about.join("@").replace(TOKEN, (token) => (this.#leads(token) ? this.#alias(rule, token) : token));
    return `${rule}@${hidden}`;
  }

  /** The reference behind a hidden one; undefined for one that names a person outright where this party may not. */
  resolve(ref: string): string | undefined {
    if (!this.#blindToIds) return ref;
    const [rule = "", ...about] = ref.split("@");
    if (about.length === 0) return ref;
    const behind = new Map(
      [...this.#known.customers.keys(), ...this.#known.papers.keys()].map((id) => [this.#alias(rule, id), id] as const),
    );
    let open = false;
    const found = about.join("@").replace(TOKEN, (token) => {
      if (this.#leads(token)) open = true;
      return behind.get(token) ?? token;
    });
    return open ? undefined : `${rule}@${found}`;
  }

  #leads(token: string): boolean {
    return this.#known.customers.has(token) || this.#known.papers.has(token) || this.#known.tells(token);
  }

  #alias(rule: string, id: string): string {
    return `x${this.#known.keyed(`${rule} ${id}`).slice(0, 12)}`;
  }
}
/** What may be a number of a register. */
const CODES = /\w[\w.-]*\w|\w/g;
/** The pieces of a reference or of a paper's number. */
export const TOKEN = /[^/~#@]+/g;
/** Five digits, where two of them meet seven, and so on. */
const SMALLEST = [10_000, 1_000_000, 100_000_000];
/**
 * A number for each id, out of its keyed hash: it follows no register, and stays when others come in.
 * @param keyed gives at least twelve hexadecimal digits
 */
export const numbered = (ids: Iterable<string>, keyed: (text: string) => string): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>();
  const taken = new Set<number>();
  for (const id of new Set(ids)) {
    const hash = Number.parseInt(keyed(id).slice(0, 12), 16);
    const possible = SMALLEST.map((smallest) => smallest + (hash % (9 * smallest)));
    const number = possible.find((one) => !taken.has(one)) ?? hash;
    taken.add(number);
    numbers.set(id, number);
  }
  return numbers;
};
