// Clauses: C7.1, N7
import Button from "antd/es/button";
import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { lastDay } from "../../ui/day-span.ts";
import { ExportList } from "../../ui/export/export-list.tsx";
import type { ListTable } from "../../ui/export/table.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May, type Verb } from "../../ui/may.tsx";

/** A list of the register with the form for a new entry and for the next version of each. */
export function RegisterPart<Entry extends { readonly code: string }>({
  title,
  lead,
  none,
  verb,
  may,
  entries,
  nameOf,
  form,
  table,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly none: string;
  /** On the button for a new one. */
  readonly verb: string;
  /** What its buttons begin. */
  readonly may: Verb;
  readonly entries: readonly Entry[];
  readonly nameOf: (entry: Entry) => string;
  /** For the next version of one, or a new one; absent `change`: entries are never changed. */
  readonly form: (entry: Entry | undefined, close: () => void) => ReactNode;
  readonly table: () => ListTable;
  readonly children: (entry: Entry, change: ReactNode) => ReactNode;
}) {
  const { t } = useTranslation();
  /** Code of the entry whose form is open; empty: of a new one. */
  const [open, setOpen] = useState<string>();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <div className="row">
        <h2>{title}</h2>
        <span className="grow" />
        {entries.length === 0 ? null : <ExportList title={title} table={table} />}
        <May verb={may}>
          <Button aria-expanded={open === ""} onClick={() => setOpen(open === "" ? undefined : "")}>
            {verb}
          </Button>
        </May>
      </div>
      {lead === undefined ? null : <p className="quiet">{lead}</p>}
      {open === "" ? form(undefined, close) : null}
      {entries.length === 0 && open === undefined ? <p className="empty">{none}</p> : null}
      {entries.map((entry) => (
        <section key={entry.code} className="notice">
          {children(
            entry,
            <May verb={may}>
              <Button
                aria-label={t("processing.changeOf", { name: nameOf(entry) })}
                aria-expanded={open === entry.code}
                onClick={() => setOpen(open === entry.code ? undefined : entry.code)}
              >
                {t("processing.change")}
              </Button>
            </May>,
          )}
          {open === entry.code ? form(entry, close) : null}
        </section>
      ))}
    </>
  );
}
interface Version {
  readonly version: number;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
  readonly recordedAt: number;
  readonly actor?: string;
}
/** Which version it is, since when, and who registered it. */
export function VersionLine({ version: one, children }: { readonly version: Version; readonly children?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { version, fromOn, beforeOn, recordedAt, actor } = one;
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", recordedAt);
  const until = beforeOn === undefined ? undefined : lastDay(beforeOn);
  const dated =
    until === undefined
      ? t("processing.dated", { version, from: fromOn })
      : t("processing.datedUntil", { version, from: fromOn, until });
  return (
    <p className="row quiet">
      <span>{keptDates(dated)}</span>
      {children}
      <span>
        {keptDates(
          t("processing.recordedBy", { at: format.time(recordedAt), actor: actor ?? t("processing.machine") }),
        )}
      </span>
    </p>
  );
}
/** Names and words of an entry, one under the other. */
export function Parts({ parts }: { readonly parts: readonly (readonly [label: string, text: string])[] }) {
  return (
    <dl className="notice-parts">
      {parts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{keptDates(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
/** What held before, or will. */
export function OtherVersions<One extends Version>({
  versions,
  partsOf,
}: {
  readonly versions: readonly One[];
  readonly partsOf: (version: One) => readonly (readonly [string, string])[];
}) {
  const { t } = useTranslation();
  if (versions.length === 0) return null;
  return (
    <details>
      <summary>{t("processing.earlier", { count: versions.length })}</summary>
      {versions.map((one) => (
        <Fragment key={one.version}>
          <VersionLine version={one} />
          <Parts parts={partsOf(one)} />
        </Fragment>
      ))}
    </details>
  );
}
