// Clauses: C7.1
import { parseInstant } from "@fealty/engine/values/date.ts";
import { FileProblem } from "./file-problem.ts";

type Json = Readonly<Record<string, unknown>>;
interface Retraction {
  readonly id: string;
  /** When it began to count, as written. */
  readonly since: string;
}
const escaped = (id: string): string => id.replace(/[%/#]/g, encodeURIComponent);

/** Which known events are out. A retraction is an event too: while it is itself out, what it took out is in again. */
export class Retractions {
  private readonly byTarget = new Map<string, Retraction[]>();
  private readonly ids = new Set<string>();

  add(event: Json): void {
    const [id, target] = [String(event.id), String(event.target)];
    if (this.ids.has(id)) return;
    this.ids.add(id);
    const times = [event.at, event.recorded_at].filter((one): one is string => typeof one === "string");
    const since = times.reduce((last, one) => ((parseInstant(one) ?? 0) > (parseInstant(last) ?? 0) ? one : last), "");
    const known = this.byTarget.get(target);
    if (known) known.push({ id, since });
    else this.byTarget.set(target, [{ id, since }]);
  }
  isOut(id: string): boolean {
    return this.standing(id).length > 0;
  }
  /**
   * The events that take back whatever keeps this one out: an event that is in already cannot come in a second time. Throws a
   * FileProblem where it was taken out only after that moment.
   */
  takenBack(id: string, at: string): Json[] {
    return this.standing(id).map((retraction) => {
      if ((parseInstant(retraction.since) ?? 0) > (parseInstant(at) ?? 0))
        throw new FileProblem("restored_too_early", { event: id, retracted: retraction.since, moment: at });
      return { id: this.freeId(`retracted/${escaped(retraction.id)}`), kind: "retracted", at, target: retraction.id };
    });
  }
  /** The retractions of an event that are not out themselves. Two that name each other end at the first one seen again. */
  private standing(id: string, above: ReadonlySet<string> = new Set()): Retraction[] {
    const seen = new Set([...above, id]);
    return (this.byTarget.get(id) ?? []).filter((one) => !seen.has(one.id) && this.standing(one.id, seen).length === 0);
  }
  private freeId(id: string): string {
    let free = id;
    for (let number = 2; this.ids.has(free); number++) free = `${id}#${number}`;
    return free;
  }
}
