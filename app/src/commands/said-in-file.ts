// Clauses: C7.1, N7
import type { TellsWho } from "../evaluation/take-person.ts";
import { readEventsById } from "../store/events.ts";
import type { Tx } from "../store/transaction.ts";
import { groupedBy } from "./grouped.ts";

const AT_ONCE = 5000;
/** What a file says of who customers are, until its events are in: while they stream in, nothing else can be asked or written. */
export class SaidInFile {
  readonly #said: { readonly contractId: string; readonly one: TellsWho }[] = [];

  readonly take = (contractId: string, one: TellsWho): void => {
    this.#said.push({ contractId, one });
  };
  /** Of the events that were kept: a row that was refused says nothing. */
  async kept(tx: Tx): Promise<TellsWho[]> {
    const kept: TellsWho[] = [];
    for (const [contractId, said] of groupedBy(this.#said, (one) => one.contractId))
      for (let from = 0; from < said.length; from += AT_ONCE) {
        const some = said.slice(from, from + AT_ONCE).map(({ one }) => one);
        const ids = some.map(({ sourceId }) => sourceId);
        const there = new Set((await readEventsById(tx, contractId, ids)).map(({ sourceId }) => sourceId));
        kept.push(...some.filter(({ sourceId }) => there.has(sourceId)));
      }
    return kept;
  }
}
