// Clauses: C7.1, N7
import { randomBytes } from "node:crypto";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText, parseInstant } from "@fealty/engine/values/date.ts";
import { readCompany } from "../store/companies.ts";
import {
  addConsent,
  type Consent,
  type ConsentAct,
  listConsents,
  listNotices,
  type PrivacyNotice,
  type Purpose,
} from "../store/consents.ts";
import { listContracts, lockContractNumbered } from "../store/contracts.ts";
import { servingOn } from "../store/customer-service.ts";
import { findCustomer, type KeptCustomer, listMerged } from "../store/customers.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { zoneNamed } from "../world.ts";
import { type Caller, doerOf } from "./access.ts";
import { appendIn } from "./append-events.ts";
import { companyDay } from "./company-day.ts";
import { consentStandings, standingNotice } from "./consent-state.ts";
import { isYoungerThan } from "./customer-rules.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { announceChanges, companyNow, contractNumbered, type House, keyOf, materialIn } from "./house.ts";
import { erased } from "./keep-customer.ts";

export interface ConsentGiven extends Keyed {
  /** Code of the customer. */
  readonly customer: string;
  readonly purpose: Purpose;
  /** Of an intermediary's: whom the notice names; absent where all notices name the same. */
  readonly recipient?: string | undefined;
  readonly act: ConsentAct;
  /** When it was said; absent: now. */
  readonly at?: string | undefined;
  /** The guardian said it. */
  readonly byGuardian?: boolean | undefined;
  readonly form: Consent["form"];
  readonly evidence: string;
  /** The version of the notice that was on the screen; another one since then was not read. */
  readonly version?: number | undefined;
}
/** Below this age the guardian consents (PIPL 31). */
const CHILD = 14;
/**
 * Writes down what a customer said to the notice that then stood. A withdrawal goes into every contract that serves the customer, where the
 * company's clock for stopping begins to run. Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`, `form_refused`,
 * `events_refused`, `knownreused`, those of the master key.
 */
export const recordConsent = async (
  house: House,
  caller: Caller,
  given: ConsentGiven,
): Promise<{ readonly consentId: string }> => {
  const touched: string[] = [];
  // Threads may have counted events that are now rolled back: after a refusal, and before the work is done once more.
  const forget = (): void => {
    for (const contractId of touched.splice(0)) house.threads.drop({ companyId: caller.companyId, contractId });
  };
  const work = async ({ tx, tell }: Doing) => {
    forget();
    const customer = await findCustomer(tx, given.customer, true);
    if (!customer) throw noSuchThing("customer", given.customer);
    if (customer.data === undefined) throw erased(customer.code);
    const now = await companyNow(house, tx);
    const faults = new FormFaults();
    const { at, notice } = await checked(tx, customer, given, now, faults);
    faults.refuse();
    assert(notice, "a consent that has no fault has a notice");
    const actor = doerOf(caller);
    const consent: Consent = {
      consentId: newUuid(),
      customerId: customer.customerId,
      noticeId: notice.noticeId,
      act: given.act,
      at,
      recordedAt: now,
      form: given.form,
      evidence: given.evidence.trim(),
      ...(given.byGuardian === true ? { guardianId: customer.guardianId! } : {}),
      ...(actor === undefined ? {} : { actorPersonId: actor }),
    };
    await addConsent(tx, consent);
    const { purpose, act } = given;
    await tell({
      subjectKind: "customer",
      subjectId: customer.customerId,
      detail: { purpose, act, version: notice.version, form: given.form, guardian: given.byGuardian === true },
    });
    if (act === "withdrawn") await tellContracts(house, tx, caller, customer, { at, now, key: given.key }, touched);
    return { consentId: consent.consentId };
  };
  try {
    const answer = await doOnce(
      house,
      caller,
      caller.self === undefined ? "record-consent" : "say-own-consent",
      given,
      work,
      { personal: true },
    );
    if (touched.length > 0) await announceChanges(house, caller.companyId, touched);
    return answer;
  } catch (error) {
    forget();
    throw error;
  }
};
const checked = async (
  tx: Tx,
  customer: KeptCustomer,
  given: ConsentGiven,
  now: Instant,
  faults: FormFaults,
): Promise<{ readonly at: Instant; readonly notice: PrivacyNotice | undefined }> => {
  const at = given.at === undefined ? now : parseInstant(given.at);
  if (at === undefined || at > now)
    faults.add(
      "at",
      "请写已经过去的时间，例如 2026-07-01T10:00:00+08:00。",
      "Write a time that has passed, such as 2026-07-01T10:00:00+08:00.",
    );
  const moment = at === undefined || at > now ? now : at;
  const notices = await listNotices(tx);
  const all = consentStandings(notices, await listConsents(tx, customer.customerId)).filter(
    ({ purpose, recipient }) =>
      purpose === given.purpose && (given.recipient === undefined || recipient === given.recipient),
  );
  // To whom it is given has to be said where there is more than one (PIPL 23).
  if (all.length > 1) {
    faults.add(
      "recipient",
      `有几份这一用途的告知书，请写明提供给谁：${all.map(({ recipient = "" }) => recipient).join("、")}。`,
      `There are several notices of this purpose; say to whom: ${all.map(({ recipient = "" }) => recipient).join(", ")}.`,
    );
    return { at: moment, notice: undefined };
  }
  const [standing] = all;
  // What was told when it was said: a consent to words that did not stand yet is none.
  const notice =
    standing &&
    standingNotice(
      notices.filter(({ publishedAt }) => publishedAt <= moment),
      standing,
    );
  if (!notice)
    faults.add(
      "purpose",
      "那时还没有发布这一用途的告知书；先告知，后同意（个人信息保护法第十四条、第十七条）。",
      "No notice of this purpose stood then; people are told first and consent afterwards (PIPL 14, 17).",
    );
  if (notice && given.version !== undefined && given.version !== notice.version)
    faults.add(
      "version",
      `告知书已更新为第 ${notice.version} 版，请看过新的内容再作表示。`,
      `The notice has a new version, ${notice.version}; read it before you say anything to it.`,
    );
  if (customer.kind === "organisation")
    faults.add(
      "customer",
      "同意由个人作出；单位的资料不按个人信息处理。",
      "Consent is given by persons; an organisation's data is not personal data.",
    );
  if (given.act === "withdrawn" && standing?.standing !== "given" && standing?.standing !== "outdated")
    faults.add("act", "没有可以撤回的同意。", "There is no consent to withdraw.");
  else if (given.act === "withdrawn" && moment < (standing?.at ?? moment))
    faults.add("at", "撤回不会早于同意。", "A withdrawal does not come before the consent.");
  if (given.form !== "screen" && given.evidence.trim() === "")
    faults.add("evidence", "请写明文件或录音的编号。", "Write the number of the paper or the recording.");
  faults.text("evidence", given.evidence.trim() || "-", 200);
  await checkGuardian(tx, customer, given, moment, faults);
  return { at: moment, notice };
};
const checkGuardian = async (
  tx: Tx,
  { data, guardianId }: KeptCustomer,
  { byGuardian, act }: ConsentGiven,
  at: Instant,
  faults: FormFaults,
): Promise<void> => {
  if (byGuardian === true && guardianId === undefined)
    faults.add("byGuardian", "没有登记这位客户的监护人。", "No guardian of this customer is registered.");
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  const day = zonedText(zone, at).slice(0, 10);
  const bornOn = data?.bornOn;
  if (bornOn === undefined || act !== "given" || byGuardian === true) return;
  if (isYoungerThan(CHILD, bornOn, day))
    faults.add(
      "byGuardian",
      "这位客户那时未满十四周岁，同意须由监护人作出（个人信息保护法第三十一条）。",
      "This customer was under fourteen then: the guardian consents (PIPL 31).",
    );
};
const WITHDRAWN = "consent_withdrawn";
/** The event that starts the clock for stopping, in each contract that serves the customer today. */
const tellContracts = async (
  house: House,
  tx: Tx,
  caller: Caller,
  customer: KeptCustomer,
  { at, now, key }: { readonly at: Instant; readonly now: Instant; readonly key: string },
  /** Each contract as soon as its thread may have counted the event. */
  touched: string[],
): Promise<void> => {
  const codes = [customer, ...(await listMerged(tx, customer.customerId))].map(({ code }) => code);
  const serving = await servingOn(tx, codes, await companyDay(house, tx));
  const numbers = new Map((await listContracts(tx)).map(({ contractId, number }) => [contractId, number]));
  const told = serving.map(({ contractId, customer: code }) => ({ number: numbers.get(contractId)!, code }));
  for (const { number, code } of told.sort((a, b) => (a.number < b.number ? -1 : 1))) {
    await lockContractNumbered(tx, number);
    const contract = await contractNumbered(tx, number);
    const known = keyOf(tx.companyId, contract);
    const { events } = await house.threads.ask<"vocabulary">(known, { ask: "vocabulary" }, () => materialIn(tx, known));
    // Only the contract's own text says that a withdrawal starts a clock.
    const fields = events.get(WITHDRAWN);
    const needed = [...(fields?.keys() ?? [])].filter((field) => !field.endsWith("?") && field !== "consent");
    // What we cannot fill in must not stand in the way of a withdrawal (PIPL 15).
    if (!fields?.has("consent") || needed.length > 0) continue;
    touched.push(contract.contractId);
    const consent = `TY-${randomBytes(4).toString("hex")}`;
    const line = { id: `consent/${key}/${code}`, kind: WITHDRAWN, at: instantText(at, 0), customer: code, consent };
    await appendIn(
      house,
      tx,
      contract,
      { by: caller.party, now },
      { number, lines: JSON.stringify(line), key, language: "zh" },
    );
  }
};
