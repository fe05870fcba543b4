// Clauses: N6, C11.1
import type { TFunction } from "i18next";
import type { Today } from "../../source/house-client.ts";
import { type ListTable, numberCell } from "../../ui/export/table.ts";
import type { Format } from "../../ui/format.ts";

const partyWord = (party: string | undefined, t: TFunction): string =>
  party === undefined ? "" : t(`party.${party as "company"}`, { ns: "words" });

/** What waits for a decision, as a file has it. */
export const findingTable = (findings: Today["findings"], format: Format, t: TFunction): ListTable => ({
  columns: [
    t("contractList.number"),
    t("contractList.agent"),
    t("finding.matter"),
    t("finding.bearer"),
    t("metric.period"),
    t("finding.about"),
    t("finding.sinceTime"),
    t("finding.cureUntil"),
  ],
  rows: findings.map((one) => [
    one.number,
    one.agentName,
    one.title[format.language],
    partyWord(one.bearer, t),
    one.period === null ? "" : format.period(one.period),
    one.subject?.[format.language] ?? "",
    format.time(one.since),
    one.cureBy === null ? "" : format.due(one.cureBy),
  ]),
});
/** What falls due, as a file has it: each duty a row, also where the screen draws many into one. */
export const dutyTable = (duties: Today["due"], format: Format, t: TFunction): ListTable => ({
  columns: [
    t("contractList.number"),
    t("contractList.agent"),
    t("finding.matter"),
    t("finding.bearer"),
    t("finding.about"),
    t("today.dueTime"),
    t("rule.state"),
  ],
  rows: duties.map((one) => [
    one.number,
    one.agentName,
    one.title[format.language],
    partyWord(one.bearer, t),
    one.subject?.[format.language] ?? "",
    one.dueAt === undefined ? "" : format.due(one.dueAt),
    t(`state.${one.state as "running"}`, { ns: "words" }),
  ]),
});
/** Contracts at risk, as a file has it. */
export const riskTable = (contracts: Today["atRisk"], t: TFunction): ListTable => ({
  columns: [t("contractList.number"), t("contractList.agent"), t("contractList.worst"), t("contractList.findings")],
  rows: contracts.map(({ number, agentName, state, openFindings }) => [
    number,
    agentName,
    state === null ? "" : t(`state.${state as "running"}`, { ns: "words" }),
    numberCell(openFindings),
  ]),
});
/** What is owed after incidents with personal data, as a file has it. */
export const incidentTable = (steps: Today["incidentSteps"], format: Format, t: TFunction): ListTable => ({
  columns: [t("today.incident"), t("finding.matter"), t("today.dueTime"), t("rule.state")],
  rows: steps.map(({ incident, step, dueAt, late }) => [
    incident,
    t(`today.incidentSteps.${step}`),
    format.time(dueAt),
    t(late ? "today.late" : "today.open"),
  ]),
});
/** Letters that wait for a second person, as a file has them. */
export const draftTable = (drafts: Today["letterDrafts"], format: Format, t: TFunction): ListTable => ({
  columns: [t("finding.matter"), t("contractList.number"), t("contractList.agent"), t("rule.state")],
  rows: drafts.map(({ contract, agentName, number, version, preparedAt }) => [
    t("today.letterDraft", { number, version }),
    contract,
    agentName,
    t("today.letterSince", { at: format.time(preparedAt) }),
  ]),
});
/** Acts outside the authority, as a file has them. */
export const actTable = (acts: Today["unauthorisedActs"], format: Format, t: TFunction): ListTable => ({
  columns: [
    t("finding.matter"),
    t("contractList.number"),
    t("contractList.agent"),
    t("today.dueTime"),
    t("rule.state"),
  ],
  rows: acts.map(({ contract, agentName, code, dueAt, standing }) => [
    t("today.actOutside", { code }),
    contract,
    agentName,
    dueAt === null ? "" : format.time(dueAt),
    t(standing === "demanded" ? "today.actDemanded" : "today.actOpen"),
  ]),
});
