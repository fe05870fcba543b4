// Clauses: N1, N2
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import type { KeptTrees } from "@fealty/engine/contract/assemble.ts";
import { sellsInsurance } from "@fealty/engine/contract/check/check.ts";
import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { type Takeover, takeoverOf } from "@fealty/engine/pay/opening-intake.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { ContractBook } from "@fealty/engine/views/contract-book.ts";
import { sha256, zoneNamed } from "../world.ts";
import { bundleParts } from "./bundle-parts.ts";
import { derivedState } from "./derived-state.ts";
import { LiveBook } from "./live-book.ts";
import { loadedHead } from "./loaded-head.ts";
import type { Answers, Asked, ContractMaterial, Question, QuestionOf, Vocabulary } from "./protocol.ts";
import { readEvents } from "./read-events.ts";

/** The files are no sound contract, or the facts are not its facts. */
export class UnsoundContract extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, place }) => `${code} ${place.file}:${place.line}`).join(", "));
    this.diagnostics = diagnostics;
  }
}
const errorsOf = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity === "error");

/** No more than reading needs goes from one thread to another. */
const vocabularyOf = (contract: Contract, takeover: Takeover): Vocabulary => {
  const { events, currency, parties, words } = contract;
  return { events, currency, parties, words, takeover, insurance: sellsInsurance(contract) };
};
/** Trees of files read before: a thousand contracts on one template parse it once. */
const kept: KeptTrees = new Map();
const KEPT_TREES = 400;
const trees = (): KeptTrees => {
  if (kept.size > KEPT_TREES) kept.clear();
  return kept;
};
/** One contract with its events in memory: whatever a screen, a list or a job asks of it. */
export class HeldContract {
  readonly contract: Contract;
  readonly #id: string;
  readonly #material: ContractMaterial;
  readonly #calendars: readonly CalendarData[];
  readonly #zone: Zone;
  #book: ContractBook | undefined;
  readonly #live: LiveBook;

  private constructor(
    id: string,
    contract: Contract,
    material: ContractMaterial,
    calendars: readonly CalendarData[],
    zone: Zone,
  ) {
    this.#id = id;
    this.contract = contract;
    this.#material = material;
    this.#calendars = calendars;
    this.#zone = zone;
    this.#live = new LiveBook(contract, material.facts, { calendars, zone, sha256 });
  }

  /** @throws UnsoundContract */
  static async open(id: string, material: ContractMaterial, calendars: readonly CalendarData[]): Promise<HeldContract> {
    const texts = new Map(material.files.map(({ path, text }) => [path, text]));
    const main = material.files[0]?.path ?? "";
    const { contract, diagnostics } = loadContract(main, (path) => texts.get(path), [], trees());
    if (!contract) throw new UnsoundContract(errorsOf(diagnostics));
    const zone = await zoneNamed(contract.timeZone);
    if (!zone) throw new Error(`no data for the time zone ${contract.timeZone}`);
    return new HeldContract(id, contract, material, calendars, zone);
  }

  /** Characters of its events. */
  get size(): number {
    return this.#live.text.length;
  }

  /** The same contract with more events behind: what was counted is kept. */
  grown(facts: string): void {
    this.#live.append(facts);
    this.#book = undefined;
  }

  answer<Name extends Asked>(question: QuestionOf<Name>): Answers[Name];
  answer(question: Question): Answers[Asked] {
    switch (question.ask) {
      // What the store keeps is asked for as soon as something has happened; the rest when somebody looks.
      case "state": {
        const evaluation = this.#live.evaluateAt(question.asOf as Instant);
        const book = this.#screens();
        book.adopt(evaluation);
        return derivedState(book, evaluation, question.about);
      }
      case "bundle":
        return bundleParts({
          contract: this.contract,
          main: this.#material.files[0]?.path ?? "",
          question,
          calendars: this.#calendars,
          zone: this.#zone,
          // The company's numbers of customers follow nothing that is secret: it has their codes beside them.
          key: question.party === "company" ? this.contract.number : this.#hiding,
        });
      case "case":
        return { facts: this.#screens().caseOf(question.viewpoint, question.id)?.events.length ?? 0 };
      case "head":
        return loadedHead(this.contract);
      case "vocabulary":
        return vocabularyOf(this.contract, this.#takeover());
      case "read":
        return readEvents(this.contract, question, {
          takeover: () => this.#takeover(),
          known: (id) => this.#live.events.some((event) => event.id === id),
        });
      case "entry":
        return { ...this.#screens().entry(), opensAt: question.opensAt };
      case "view":
        return this.#screens().view(question.viewpoint);
      case "digest":
        return this.#screens().digest(question.viewpoint);
      case "marks":
        return this.#screens().marks(question.viewpoint);
      case "timeline":
        return this.#screens().timeline(question.viewpoint, question.filter);
      case "explain":
        return this.#screens().explain(question.viewpoint, question.ref);
      case "recompute":
        if (!this.#screens().explain(question.viewpoint, question.ref)) return undefined;
        return this.#screens().recompute(question.viewpoint, question.ref, () => performance.now());
    }
  }

  /** What hidden names are made with. Not the contract's id, which every receipt names. */
  get #hiding(): string {
    return this.#material.secret ?? this.#id;
  }
  #takeover(): Takeover {
    return takeoverOf(this.contract, this.#zone, this.#live.events);
  }
  #screens(): ContractBook {
    this.#book ??= new ContractBook(
      this.contract,
      "stored",
      this.contract.number,
      this.#material.files[0]?.path ?? "",
      [{ name: "events", text: this.#live.text }],
      { calendars: this.#calendars, zone: this.#zone, sha256, key: this.#hiding },
      undefined,
      { events: this.#live.events, diagnostics: [] },
    );
    return this.#book;
  }
}
