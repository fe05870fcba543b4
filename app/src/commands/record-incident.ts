// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { customerIds } from "../store/customers.ts";
import {
  addIncident,
  addIncidentStep,
  type Incident,
  type IncidentContent,
  listIncidents,
  type Severity,
  type StepKind,
} from "../store/incidents.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { companyNow, type House } from "./house.ts";
import { incidentClocks, isClosed, severityOf } from "./incident-clocks.ts";

export interface IncidentGiven
  extends Keyed,
    Pick<Incident, "code" | "kind" | "severity" | "persons">,
    IncidentContent {
  /** With its offset. */
  readonly foundAt: string;
  readonly occurredAt?: string | undefined;
  /** Codes of the customers who are known. */
  readonly customers: readonly string[];
}
const TEXTS = ["what", "cause", "data", "harm", "advice", "contact"] as const;
const MOST = 1000;

/**
 * Writes down that personal data leaked, was changed or was lost (PIPL 57); its clocks run from when it was found. Each customer who is
 * known has it in its history. Refusals: `not_for_this_party`, `form_refused`, `key_reused`.
 */
export const recordIncident = (
  house: House,
  caller: Caller,
  given: IncidentGiven,
): Promise<{ readonly code: string }> =>
  doOnce(
    house,
    caller,
    "record-incident",
    given,
    async ({ tx, tell }) => {
      await lockOrganisation(tx);
      const now = await companyNow(house, tx);
      const faults = new FormFaults();
      const code = faults.text("code", given.code, 40);
      if ((await listIncidents(tx)).some((one) => one.code === code))
        faults.add("code", `已有编号为 ${code} 的事件。`, `There is an incident ${code} already.`);
      const foundAt = past("foundAt", given.foundAt, now, faults);
      const occurredAt =
        given.occurredAt === undefined ? undefined : past("occurredAt", given.occurredAt, foundAt ?? now, faults);
      const texts = TEXTS.map((field) => [field, faults.text(field, given[field], MOST)] as const);
      const codes = [...new Set(given.customers.map((one) => one.trim()).filter((one) => one !== ""))];
      const ids = await customerIds(tx, codes);
      const unknown = codes.filter((one) => !ids.has(one));
      if (unknown.length > 0)
        faults.add(
          "customers",
          `没有编号为 ${unknown.slice(0, 10).join("、")} 的客户。`,
          `There is no customer ${unknown.slice(0, 10).join(", ")}.`,
        );
      if (!Number.isInteger(given.persons) || given.persons < codes.length || given.persons > 2_000_000_000)
        faults.add(
          "persons",
          `请写涉及多少人，不少于已列出的 ${codes.length} 位客户。`,
          `Write how many persons it concerns, not fewer than the ${codes.length} customers listed.`,
        );
      faults.refuse();
      const { kind, severity, persons } = given;
      const incidentId = newUuid();
      const content = Object.fromEntries(texts) as unknown as IncidentContent;
      const own = { incidentId, code, kind, severity, persons, content, foundAt: foundAt!, occurredAt };
      await addIncident(tx, { ...own, recordedAt: house.now(), actorPersonId: caller.personId }, [...ids.values()]);
      const detail = { incident: code, kind, severity };
      await tell(
        { subjectKind: "incident", subjectId: incidentId, detail },
        ...[...ids.values()].map((subjectId) => ({ subjectKind: "customer", subjectId, detail }) as const),
      );
      return { code };
    },
    { personal: true },
  );
export interface StepGiven extends Keyed {
  /** Code of the incident. */
  readonly incident: string;
  readonly kind: StepKind;
  readonly severity?: Severity | undefined;
  /** With its offset; absent: now. */
  readonly at?: string | undefined;
  /** What was done, who was told and how, or why not. */
  readonly words: string;
}
/**
 * Writes down what was done about an incident. It is closed when measures were taken, the authority was told, and the persons were told or
 * why not was written down. Refusals: as above, `no_such_thing`.
 */
export const addStep = (house: House, caller: Caller, given: StepGiven): Promise<{ readonly incident: string }> =>
  doOnce(
    house,
    caller,
    "add-incident-step",
    given,
    async ({ tx, tell }) => {
      // Rows that are only added cannot be locked: two that close at once wait for each other here.
      await lockOrganisation(tx);
      const incident = (await listIncidents(tx)).find(({ code }) => code === given.incident);
      if (!incident) throw noSuchThing("incident", given.incident);
      const now = await companyNow(house, tx);
      const faults = new FormFaults();
      const at = given.at === undefined ? now : past("at", given.at, now, faults);
      if (at !== undefined && at < incident.foundAt)
        faults.add("at", "不早于发现的时间。", "This does not come before the incident was found.");
      const words = faults.text("words", given.words, MOST);
      if (isClosed(incident)) faults.add("kind", "这一事件已经结案。", "This incident has been closed.");
      else if (given.kind === "closed") checkClosing(incident, now, faults);
      const { kind, severity } = given;
      if (kind === "severity" && (severity === undefined || severity === severityOf(incident).present))
        faults.add("severity", "请选择与现在不同的级别。", "Choose another severity than the present one.");
      faults.refuse();
      // Of a demonstration the clock that is set may stand before the machine's.
      const recordedAt = Math.max(house.now(), at!) as Instant;
      const step = { stepId: newUuid(), kind, at: at!, words, recordedAt, actorPersonId: caller.personId };
      await addIncidentStep(tx, incident.incidentId, { ...step, ...(kind === "severity" ? { severity } : {}) });
      await tell({
        subjectKind: "incident",
        subjectId: incident.incidentId,
        detail: { incident: incident.code, kind },
      });
      return { incident: incident.code };
    },
    { personal: true },
  );
const OPEN = {
  measures: { zh: "采取补救措施", en: "take measures" },
  authority: { zh: "通知主管部门", en: "tell the authority" },
  persons: { zh: "通知个人，或者写明为什么不通知", en: "tell the persons, or write why not" },
} as const;
const checkClosing = (incident: Incident, now: Instant, faults: FormFaults): void => {
  const open = incidentClocks(incident, now).filter(({ doneAt }) => doneAt === undefined);
  if (open.length === 0) return;
  faults.add(
    "kind",
    `结案以前还要：${open.map(({ step }) => OPEN[step].zh).join("；")}（个人信息保护法第五十七条）。`,
    `Before it is closed: ${open.map(({ step }) => OPEN[step].en).join("; ")} (PIPL 57).`,
  );
};
const past = (field: string, text: string, now: Instant, faults: FormFaults): Instant | undefined => {
  const at = parseInstant(text);
  if (at !== undefined && at <= now) return at;
  faults.add(
    field,
    "请写已经过去的时间，例如 2026-07-01T10:00:00+08:00。",
    "Write a time that has passed, such as 2026-07-01T10:00:00+08:00.",
  );
  return undefined;
};

/** All incidents with their clocks, the one found last first. Refusal: `not_for_this_party`. */
export const readIncidents = (house: House, caller: Caller) => {
  authorise(caller, "read-incidents");
  return house.store.withCompany(caller.companyId, { personId: caller.personId, snapshot: true }, async (tx) => {
    const now = await companyNow(house, tx);
    return {
      now,
      incidents: (await listIncidents(tx)).map(({ incidentId: _, actorPersonId: __, steps, ...one }) => ({
        ...one,
        present: severityOf({ ...one, steps }).present,
        closed: isClosed({ steps }),
        clocks: incidentClocks({ ...one, incidentId: "", steps }, now),
        steps: steps.map(({ stepId: ___, actorPersonId: ____, ...step }) => step),
      })),
    };
  });
};
