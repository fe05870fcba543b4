// Clauses: N6, C11.1
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Today } from "../../source/house-client.ts";
import { cureWords } from "../../ui/cure-words.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import type { ListTable } from "../../ui/export/table.ts";
import { Facts } from "../../ui/facts.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { leftWords } from "../../ui/left-words.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { LicenceRow, LicenceWays, licenceMatters, licenceMatterTable, matterKey } from "./today-licences.tsx";
import { RuleDraftRow, RulesUnreadRow, ruleDraftTable, rulesUnreadTable } from "./today-rules.tsx";
import { actTable, draftTable, dutyTable, findingTable, incidentTable, riskTable } from "./today-tables.ts";
import "./today-section.css";

type Finding = Today["findings"][number];
type Duty = Today["due"][number];
const SHOWN = 8;
const DAY = 86_400_000_000;

/** The company's first page: what waits for a decision, what it owes and is owed in the next days, where a goal is in danger. */
export function TodaySection({
  today,
  first,
  whole,
}: {
  readonly today: Today;
  /** Stands before the lists. */
  readonly first: ReactNode;
  /** The same without the limit that a screen has, for a file. */
  readonly whole: () => Promise<Today>;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const format = houseFormat(language, today.now);
  const mine = today.due.filter(isOurs);
  const theirs = today.due.filter((duty) => !isOurs(duty));
  // Where more falls due than is listed the number is a floor.
  const countOf = (duties: readonly Duty[]): string => `${duties.length}${today.complete ? "" : "+"}`;
  const matters = licenceMatters(today);
  const days = Math.round((today.until - today.now) / DAY);
  return (
    <section className="today-page">
      <div className="row">
        <h1>{t("today.title")}</h1>
        <span className="quiet">{t("today.now", { at: format.time(today.now) })}</span>
      </div>
      {first}
      {today.incidentSteps.length === 0 ? null : (
        <List
          title={t("today.incidents")}
          none=""
          count={String(today.incidentSteps.length)}
          items={today.incidentSteps}
          table={async () => incidentTable((await whole()).incidentSteps, format, t)}
          keyOf={(one) => `${one.incident} ${one.step}`}
          row={(one) => <IncidentRow step={one} today={today} />}
        />
      )}
      {today.letterDrafts.length === 0 ? null : (
        <List
          title={t("today.letterDrafts")}
          none=""
          count={String(today.letterDrafts.length)}
          items={today.letterDrafts}
          table={async () => draftTable((await whole()).letterDrafts, format, t)}
          keyOf={({ letterId }) => letterId}
          row={(one) => <DraftRow draft={one} today={today} />}
        />
      )}
      {today.ruleDrafts.length === 0 ? null : (
        <List
          title={t("today.ruleDrafts")}
          none=""
          count={String(today.ruleDrafts.length)}
          items={today.ruleDrafts}
          table={async () => ruleDraftTable((await whole()).ruleDrafts, format, t)}
          keyOf={({ code, version }) => `${code} ${version}`}
          row={(one) => <RuleDraftRow draft={one} format={format} />}
        />
      )}
      {today.rulesUnread.length === 0 ? null : (
        <List
          title={t("today.rulesUnread")}
          none=""
          count={String(today.rulesUnread.length)}
          items={today.rulesUnread}
          table={async () => rulesUnreadTable((await whole()).rulesUnread, format, t)}
          keyOf={({ code }) => code}
          row={(one) => <RulesUnreadRow rules={one} format={format} />}
        />
      )}
      {matters.length === 0 && today.salesWithoutLicence === 0 ? null : (
        <List
          title={t("today.licences")}
          none=""
          count={String(matters.length)}
          items={matters}
          table={async () => licenceMatterTable(licenceMatters(await whole()), t)}
          keyOf={matterKey}
          row={(one) => <LicenceRow matter={one} />}
          note={<LicenceWays today={today} />}
        />
      )}
      {today.unauthorisedActs.length === 0 ? null : (
        <List
          title={t("today.actsOutside")}
          none=""
          count={String(today.unauthorisedActs.length)}
          items={today.unauthorisedActs}
          table={async () => actTable((await whole()).unauthorisedActs, format, t)}
          keyOf={({ contract, code }) => `${contract} ${code}`}
          row={(one) => <ActRow act={one} today={today} />}
        />
      )}
      <div className="today-columns">
        <List
          title={t("today.decide")}
          none={t("today.nothingToDecide")}
          count={String(today.counts.findings)}
          items={today.findings}
          table={async () => findingTable((await whole()).findings, format, t)}
          {...(today.counts.findings > today.findings.length
            ? { note: t("today.most", { shown: today.findings.length }) }
            : {})}
          keyOf={(one) => `${one.number} ${one.findingId}`}
          row={(one) => <FindingRow finding={one} today={today} />}
        />
        <div>
          <List
            title={t("today.weOwe")}
            none={t("today.nothingDue", { days })}
            count={countOf(mine)}
            items={grouped(mine)}
            table={async () => dutyTable((await whole()).due.filter(isOurs), format, t)}
            keyOf={groupKey}
            row={(one) => <DutyRow group={one} today={today} />}
          />
          <List
            title={t("today.theyOwe")}
            none={t("today.nothingDue", { days })}
            count={countOf(theirs)}
            items={grouped(theirs)}
            table={async () =>
              dutyTable(
                (await whole()).due.filter((duty) => !isOurs(duty)),
                format,
                t,
              )
            }
            keyOf={groupKey}
            row={(one) => <DutyRow group={one} today={today} />}
          />
          <List
            title={t("today.atRisk")}
            none={t("today.noneAtRisk")}
            count={String(today.counts.atRisk)}
            items={today.atRisk}
            table={async () => riskTable((await whole()).atRisk, t)}
            keyOf={({ number }) => number}
            row={(one) => <RiskRow contract={one} />}
          />
        </div>
      </div>
    </section>
  );
}
const isOurs = ({ bearer }: Duty): boolean => bearer === "company";
/** The same duty due at the same moment in many contracts is one line: it is done in one go. */
const grouped = (duties: readonly Duty[]): readonly (readonly Duty[])[] => {
  const groups = new Map<string, Duty[]>();
  for (const duty of duties) {
    const key = [duty.title.zh, duty.bearer, duty.dueAt, sharedSubject(duty)].join("|");
    groups.set(key, [...(groups.get(key) ?? []), duty]);
  }
  return [...groups.values()];
};
/** What a duty is about where many contracts share it, such as publishing the statements; a customer is one contract's. */
const sharedSubject = ({ subject, ref }: Duty): string => (subject && !ref.includes(subject.zh) ? subject.zh : "");
const groupKey = ([first]: readonly Duty[]): string =>
  `${first?.title.zh} ${first?.bearer} ${first?.dueAt} ${first?.number} ${first?.ref}`;

function List<Item>({
  title,
  none,
  count,
  items,
  keyOf,
  row,
  table,
  note,
}: {
  readonly title: string;
  readonly none: string;
  /** Of what the items stand for. */
  readonly count: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly row: (item: Item) => ReactNode;
  readonly table: () => Promise<ListTable>;
  readonly note?: ReactNode;
}) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <section className="today-list" aria-label={title}>
      <div className="row">
        <h2>
          {title} <span className="quiet">{count}</span>
        </h2>
        <span className="grow" />
        {items.length === 0 ? null : <ExportList title={title} table={table} />}
      </div>
      {items.length === 0 && none !== "" ? <p className="empty">{none}</p> : null}
      <ul>
        {items.map((item, index) => (
          // Paper has all of them.
          <li key={keyOf(item)} {...(all || index < SHOWN ? {} : { className: "print-only" })}>
            {row(item)}
          </li>
        ))}
      </ul>
      {note === undefined ? null : <p className="quiet">{note}</p>}
      {items.length > SHOWN ? (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? "rule.showFewer" : "today.all", { count: items.length })}
        </button>
      ) : null}
    </section>
  );
}
function FindingRow({ finding, today }: { readonly finding: Finding; readonly today: Today }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const format = houseFormat(language, today.now);
  const facts = [
    finding.number,
    finding.agentName,
    t(`party.${finding.bearer}`, { ns: "words" }),
    ...(finding.period === null ? [] : [format.period(finding.period)]),
    ...(finding.subject === undefined ? [] : [finding.subject[language]]),
    t("finding.since", { at: format.time(finding.since) }),
    ...cureWords(t, format, finding, today.now),
  ];
  return (
    <>
      <div className="row">
        <a
          href={`#/contracts/${encodeURIComponent(finding.number)}/findings?explain=${encodeURIComponent(finding.findingId)}`}
        >
          {finding.title[language]}
        </a>
        <span className="grow" />
        <StateMark state="missed" />
      </div>
      <Facts list={facts} />
    </>
  );
}
function IncidentRow({ step, today }: { readonly step: Today["incidentSteps"][number]; readonly today: Today }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", today.now);
  const left = leftWords(t, format, step.dueAt - today.now);
  const facts = [step.incident, t("today.incidentDue", { at: format.time(step.dueAt) }), ...(step.late ? [] : [left])];
  return (
    <>
      <div className="row">
        <a href="#/privacy/incidents">{t(`today.incidentSteps.${step.step}`)}</a>
        <span className="grow" />
        <StateMark state={step.late ? "missed" : "running"} words={t(step.late ? "today.late" : "today.open")} />
      </div>
      <Facts list={facts} />
    </>
  );
}
function DraftRow({ draft, today }: { readonly draft: Today["letterDrafts"][number]; readonly today: Today }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", today.now);
  const { contract, agentName, letterId, number, version, preparedAt } = draft;
  return (
    <>
      <div className="row">
        <a href={`#/letters/${letterId}`}>{t("today.letterDraft", { number, version })}</a>
        <span className="grow" />
        <StateMark state="not_started" words={t("today.letterWaits")} />
      </div>
      <Facts list={[contract, agentName, t("today.letterSince", { at: format.time(preparedAt) })]} />
    </>
  );
}
function ActRow({ act, today }: { readonly act: Today["unauthorisedActs"][number]; readonly today: Today }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", today.now);
  const { contract, agentName, code, at, standing, dueAt } = act;
  const clock =
    dueAt === null ? [] : [t("today.actDue", { at: format.due(dueAt) }), leftWords(t, format, dueAt - today.now)];
  return (
    <>
      <div className="row">
        <a href={`#/contracts/${encodeURIComponent(contract)}/letters`}>{t("today.actOutside", { code })}</a>
        <span className="grow" />
        <StateMark
          state={standing === "demanded" ? "at_risk" : "running"}
          words={t(standing === "demanded" ? "today.actDemanded" : "today.actOpen")}
        />
      </div>
      <Facts list={[contract, agentName, t("today.actAt", { at: format.time(at) }), ...clock]} />
    </>
  );
}
function RiskRow({ contract }: { readonly contract: Today["atRisk"][number] }) {
  const { t } = useTranslation();
  const findings = contract.openFindings ?? 0;
  return (
    <div className="row">
      <a href={`#/contracts/${encodeURIComponent(contract.number)}`}>{contract.number}</a>
      <span>{contract.agentName}</span>
      <span className="grow" />
      <StateMark state="at_risk" />
      {findings > 0 ? <StateMark state="missed" words={t("tree.waiting", { count: findings })} /> : null}
    </div>
  );
}
function DutyRow({ group, today }: { readonly group: readonly Duty[]; readonly today: Today }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const format = houseFormat(language, today.now);
  const duty = group[0]!;
  const when = [
    t("rule.due", { at: format.due(duty.dueAt ?? 0) }),
    leftWords(t, format, (duty.dueAt ?? 0) - today.now),
  ];
  const party = duty.bearer === undefined ? [] : [t(`party.${duty.bearer}`, { ns: "words" })];
  const subject = duty.subject === undefined ? [] : [duty.subject[language]];
  if (group.length === 1)
    return (
      <>
        <div className="row">
          <a href={`#/contracts/${encodeURIComponent(duty.number)}/${duty.clauseId}`}>{duty.title[language]}</a>
          <span className="grow" />
          <StateMark state={duty.state as "running"} />
        </div>
        <Facts list={[duty.number, duty.agentName, ...party, ...when, ...subject]} />
      </>
    );
  const contracts = new Set(group.map(({ number }) => number)).size;
  const shared = sharedSubject(duty) !== "";
  const scope = [
    ...(shared ? subject : []),
    ...(group.length > contracts ? [t("today.times", { count: group.length })] : []),
    t("today.inContracts", { count: contracts }),
    when[0],
  ];
  return (
    <details>
      <summary>
        {duty.title[language]} <span className="quiet">{scope.join(" · ")}</span>
      </summary>
      <Facts list={[...party, ...when.slice(1)]} />
      <p className="today-group">
        {group.map((one) => (
          <a key={`${one.number} ${one.ref}`} href={`#/contracts/${encodeURIComponent(one.number)}/${one.clauseId}`}>
            {[one.agentName, one.number, ...(shared || one.subject === undefined ? [] : [one.subject[language]])].join(
              " ",
            )}
          </a>
        ))}
      </p>
    </details>
  );
}
