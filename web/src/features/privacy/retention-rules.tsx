// Clauses: C7.1, N7

import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Retention } from "../../source/house-client.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { fieldsName, purposeName } from "../../ui/retention-words.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { RetentionForm } from "./retention-form.tsx";
import type { RetentionProps } from "./retention-props.ts";

type Rule = Retention["rules"][number];
/** The period of each purpose as it stands, what was set before or will be, and the way to the next one. */
export function RetentionRules({ house, retention: { rules, unruled, day }, changed }: RetentionProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const purposes = [...new Set(rules.map(({ purpose }) => purpose))];
  return (
    <>
      <div className="row">
        <h2>{t("retention.title")}</h2>
        <span className="grow" />
        <May verb="keep-retention-rule">
          <Button type="primary" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("retention.set")}
          </Button>
        </May>
      </div>
      <p className="quiet">{t("retention.lead")}</p>
      {open ? (
        <RetentionForm
          house={house}
          day={day}
          rules={rules}
          stop={close}
          done={() => {
            close();
            changed();
          }}
        />
      ) : null}
      {rules.length === 0 ? <p className="empty">{t("retention.noRules")}</p> : null}
      {purposes.map((purpose) => {
        const own = rules.filter((one) => one.purpose === purpose);
        const shown = own.filter((one) => one.holds || one.fromOn > day);
        const earlier = own.filter((one) => !shown.includes(one));
        return (
          <section key={purpose} className="notice">
            <h3>{purposeName(purpose, t)}</h3>
            {shown.map((rule) => (
              <RuleText key={rule.version} rule={rule} />
            ))}
            {earlier.length === 0 ? null : (
              <details>
                <summary>{t("retention.earlier", { count: earlier.length })}</summary>
                {earlier.map((rule) => (
                  <RuleText key={rule.version} rule={rule} />
                ))}
              </details>
            )}
          </section>
        );
      })}
      {rules.length === 0
        ? null
        : unruled.map(({ purpose, count }) => (
            <p key={purpose} className="row">
              <StateMark
                state="at_risk"
                words={t("retention.unruled", { purpose: purposeName(purpose as Rule["purpose"], t), count })}
              />
            </p>
          ))}
    </>
  );
}
function RuleText({ rule }: { readonly rule: Rule }) {
  const { t, i18n } = useTranslation();
  const { version, fromOn, begins, months, fields, basis, notice, holds } = rule;
  const kept =
    notice === undefined ? undefined : ((i18n.language === "en" ? notice.kept.en : undefined) ?? notice.kept.zh);
  const parts = [
    ["begins", t(`retention.beginnings.${begins}`)],
    ["months", months === 0 ? t("retention.keptNone") : t("retention.kept", { count: months })],
    [
      "fields",
      fields.length === 0 ? t("retention.onlyName") : t("retention.withFields", { fields: fieldsName(fields, t) }),
    ],
    ["basis", basis],
  ] as const;
  return (
    <>
      <p className="row quiet">
        <span>{keptDates(t("retention.version", { version, from: fromOn }))}</span>
        {holds ? null : <StateMark state="not_started" words={t("retention.later")} />}
      </p>
      <dl className="notice-parts">
        {parts.map(([part, text]) => (
          <div key={part}>
            <dt>{t(`retention.${part}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {notice === undefined || kept === undefined ? null : (
        <p className="quiet told">{t("retention.noticeSays", { version: notice.version, kept })}</p>
      )}
    </>
  );
}
