// Clauses: C1.2, A2
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { type ActStepKind, addActStep, listUnauthorisedActs, type UnauthorisedAct } from "../store/act-checks.ts";
import { readContract } from "../store/contracts.ts";
import { addToRecord } from "../store/record-begin.ts";
import { newUuid } from "../store/uuid.ts";
import { type Caller, doerOf, type Verb } from "./access.ts";
import { type ActStanding, actStanding, ratificationDue } from "./act-standing.ts";
import type { Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { changeLetters } from "./letter-life.ts";

export interface ActStepGiven extends Keyed {
  /** Of the contract. */
  readonly number: string;
  readonly actId: string;
  readonly kind: ActStepKind;
  /** When it arrived or was said, with its offset; absent: now. */
  readonly at?: string | undefined;
  /** How and by which paper. */
  readonly words: string;
}
/** What the other person says: it demands ratification, or in good faith withdraws before there is one. */
export type CustomerSaid = ActStepGiven & { readonly kind: "demanded" | "withdrawn" };
/** What the principal says: it ratifies or refuses, or the case was opened over a fact that is no such act. */
export type CompanySaid = ActStepGiven & { readonly kind: "ratified" | "refused" | "dropped" };
type Said = { readonly standing: ActStanding };
/** Refusals: `not_permitted`, `no_such_contract`, `no_such_thing`, `form_refused`, `key_reused`. */
export const recordDemand = (house: House, caller: Caller, given: CustomerSaid): Promise<Said> =>
  addStep(house, caller, "record-demand", given);
/** Refusals: as above; after thirty days of silence nothing is ratified any more. */
export const decideAct = (house: House, caller: Caller, given: CompanySaid): Promise<Said> =>
  addStep(house, caller, "decide-act", given);

const addStep = (house: House, caller: Caller, verb: Verb, given: ActStepGiven): Promise<Said> =>
  changeLetters(house, caller, verb, given, async ({ tx, contract, now, tellContract }) => {
    const { contractId } = contract;
    const [act] = await listUnauthorisedActs(tx, { contractId, actId: given.actId });
    if (!act) throw noSuchThing("act", given.actId);
    const faults = new FormFaults();
    const words = faults.text("words", given.words, 1000);
    const at = given.at === undefined ? now : parseInstant(given.at);
    if (at === undefined || at > now || at < act.at)
      faults.add(
        "at",
        "请写已经过去、不早于这一行为的时间，例如 2026-07-01T10:00:00+08:00。",
        "Write a time that has passed and is not before the act, such as 2026-07-01T10:00:00+08:00.",
      );
    const { kind } = given;
    refuseOutOfTurn(act, kind, at ?? now, faults);
    faults.refuse();
    assert(at !== undefined, "a step without faults has a time");
    let dueAt: Instant | undefined;
    if (kind === "demanded") {
      const fields = { act: act.code };
      await tellContract({ id: `act/${act.actId}/demanded`, kind: "ratification_demanded", at, fields });
      dueAt = await ratificationDue(house, tx, await readContract(tx, contractId), { code: act.code, at, now });
    }
    const answers = kind === "ratified" || kind === "refused";
    if (answers && act.steps.some((step) => step.kind === "demanded")) {
      const fields = { act: act.code, ratified: kind === "ratified" };
      await tellContract({ id: `act/${act.actId}/answered`, kind: "ratification_answered", at, fields });
    }
    const recordedAt = Math.max(house.now(), at) as Instant;
    const step = { stepId: newUuid(), kind, at, dueAt, words, recordedAt, actorPersonId: doerOf(caller) };
    await addActStep(tx, act, step);
    await addToRecord(tx, contractId, house.now(), [
      { what: { unauthorisedAct: { act: act.code, step: kind } }, about: `unauthorised-act/${act.code}` },
    ]);
    return { standing: actStanding({ steps: [...act.steps, step] }, now) };
  });
const refuseOutOfTurn = (act: UnauthorisedAct, kind: ActStepKind, at: Instant, faults: FormFaults): void => {
  const standing = actStanding(act, at);
  if (standing === "open" || (standing === "demanded" && kind !== "demanded")) {
    const demand = act.steps.find((step) => step.kind === "demanded");
    if (demand && at < demand.at) faults.add("at", "不早于收到催告的时间。", "It does not come before the demand.");
    return;
  }
  if (standing === "demanded") faults.add("kind", "已经记过催告。", "The demand has been recorded already.");
  else if (standing === "silence")
    faults.add(
      "kind",
      "自收到催告起三十日内未作表示，视为拒绝追认，不能再作其他表示（民法典第一百七十一条）。",
      "Thirty days passed in silence after the demand, which is refusal; nothing else can be said any more (CC 171).",
    );
  else faults.add("kind", "这一事项已经了结。", "This has been settled already.");
};
