// Clauses: C6.2
import { addLicenceVersions, type LicenceVersion, listLicences } from "../store/licences.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople, peopleByCode } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { type Caller, doerOf } from "./access.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { announceChanges, companyNow, type House } from "./house.ts";
import { checkedLicence, type KnownLicences, type LicenceGiven, sayAlike } from "./licence-rules.ts";
import { type HeldLicence, tellLicences } from "./tell-licences.ts";

export interface NewLicence extends Keyed, LicenceGiven {
  /** Code of whoever holds it. */
  readonly person: string;
}
export interface LicenceChange extends Keyed, LicenceGiven {
  readonly licenceId: string;
  /** The version that is changed: another's change meanwhile is not written over. */
  readonly version: number;
  /** It was recorded by mistake and never held. */
  readonly takenBack: boolean;
  readonly reason: string;
}
export interface LicenceKept {
  readonly licenceId: string;
  readonly version: number;
  /** How many contracts know of it now. */
  readonly contracts: number;
}
/**
 * Records a licence, and tells it to each contract that asks its holder for one, in the same transaction.
 * Refusals: `not_permitted`, `form_refused` with every fault, `key_reused`.
 */
export const recordLicence = (house: House, caller: Caller, given: NewLicence): Promise<LicenceKept> =>
  keepLicences(house, caller, "keep-licence", given, async ({ tx }) => {
    const known = await knownLicences(tx);
    const person = peopleByCode([...known.people.values()]).get(given.person);
    const faults = new FormFaults();
    if (!person) faults.nobody("person", given.person);
    const { personId = "", code = "", name = "" } = person ?? {};
    const content = checkedLicence(known, personId, given, faults);
    faults.refuse();
    const first = await versionBy(house, tx, caller);
    const one = { ...content, ...first, licenceId: newUuid(), version: 1, personId, takenBack: false, reason: "" };
    return { kept: [{ ...one, code, name }], answer: (contracts) => answerOf(one, contracts) };
  });
/**
 * Corrects a licence, ends it, or takes it back: a further version with its reason, told to the contracts that know of it.
 * Refusals: `not_permitted`, `no_such_thing`, `form_refused` with every fault, `key_reused`.
 */
export const changeLicence = (house: House, caller: Caller, given: LicenceChange): Promise<LicenceKept> =>
  keepLicences(house, caller, "keep-licence", given, async ({ tx }) => {
    const known = await knownLicences(tx);
    const before = known.licences.find(({ licenceId }) => licenceId === given.licenceId);
    if (!before) throw noSuchThing("licence", given.licenceId);
    const { licenceId, personId, takenBack: gone } = before;
    const faults = new FormFaults();
    const { takenBack } = given;
    const content = takenBack ? before : checkedLicence(known, personId, given, faults, licenceId);
    const reason = faults.text("reason", given.reason, 500);
    if (gone)
      faults.add("licenceId", "这一条已经撤销，请另行登记。", "This line was taken back; record the licence anew.");
    else if (before.version !== given.version)
      faults.add(
        "version",
        "这一条刚刚由他人改过，请刷新后再改。",
        "Somebody has just changed this line; load it again and look.",
      );
    else if (!takenBack && faults.list.length === 0 && sayAlike(before, content))
      faults.add(
        "licenceNumber",
        "与现有内容相同，没有可更正的。",
        "This is what stands there; there is nothing to correct.",
      );
    faults.refuse();
    const { number, kind, insurer, fromOn, beforeOn } = content;
    const days = { fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) };
    const by = await versionBy(house, tx, caller);
    const own = { licenceId, personId, version: before.version + 1 };
    const one: LicenceVersion = { ...own, number, kind, insurer, ...days, ...by, takenBack, reason };
    const { code = "", name = "" } = known.people.get(personId) ?? {};
    return { kept: [{ ...one, code, name }], answer: (contracts) => answerOf(one, contracts) };
  });
const answerOf = ({ licenceId, version }: LicenceVersion, contracts: number): LicenceKept => ({
  licenceId,
  version,
  contracts,
});
export const knownLicences = async (tx: Tx): Promise<KnownLicences> => ({
  licences: await listLicences(tx),
  people: new Map((await listPeople(tx)).map((one) => [one.personId, one])),
});
export const versionBy = async (house: House, tx: Tx, caller: Caller) => {
  const recordedBy = doerOf(caller);
  return { recordedAt: await companyNow(house, tx), ...(recordedBy === undefined ? {} : { recordedBy }) };
};
/** What is to be written, and what the call then answers. */
export interface Keeping<Answer> {
  readonly kept: readonly HeldLicence[];
  readonly answer: (contracts: number) => Answer;
}
/** Writes versions of licences and tells them to contracts, all or nothing; one call after another, since each is held against all licences. */
export const keepLicences = async <Answer>(
  house: House,
  caller: Caller,
  verb: "keep-licence" | "import-licences",
  given: Keyed,
  work: (doing: Doing) => Promise<Keeping<Answer>>,
): Promise<Answer> => {
  const touched = new Set<string>();
  // Threads may have counted events that are now rolled back: after a refusal, and before the work is done once more.
  const forget = (): void => {
    for (const contractId of touched) house.threads.drop({ companyId: caller.companyId, contractId });
    touched.clear();
  };
  try {
    const answered = await doOnce(house, caller, verb, given, async (doing) => {
      forget();
      await lockOrganisation(doing.tx);
      const { kept, answer } = await work(doing);
      await addLicenceVersions(
        doing.tx,
        kept.map(({ code: _, name: __, ...one }) => one),
      );
      const contracts =
        kept.length === 0
          ? 0
          : await tellLicences(house, doing.tx, kept, { touch: (contractId) => void touched.add(contractId) });
      await doing.tell(
        ...kept.map(({ personId, number, kind, insurer, fromOn, beforeOn, takenBack, version, reason }) => ({
          subjectKind: "person" as const,
          subjectId: personId,
          detail: { licence: number, kind, insurer, fromOn, beforeOn, version, takenBack, reason },
        })),
      );
      return answer(contracts);
    });
    if (touched.size > 0) await announceChanges(house, caller.companyId, [...touched]);
    return answered;
  } catch (error) {
    forget();
    throw error;
  }
};
