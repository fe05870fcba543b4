// Clauses: C7.1, N7

import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, Notice, Purpose } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { NoticeForm } from "./notice-form.tsx";
import { latestOf, PURPOSES, partsOf, recipientOf } from "./notice-parts.ts";

/** The notices by purpose, the newest version of each in full, and the way to the next one. */
export function Notices({
  house,
  notices,
  changed,
}: {
  readonly house: HouseClient;
  readonly notices: readonly Notice[];
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  /** The section whose next version is written; `new` for one of a purpose that is chosen in the form. */
  const [open, setOpen] = useState<string>();
  const told = PURPOSES.filter((purpose) => latestOf(notices, purpose));
  // An intermediary's stands for each whom one names.
  const sections = told.flatMap((purpose) =>
    [...new Set(notices.filter((one) => one.purpose === purpose).map(recipientOf))].map((recipient) => ({
      purpose,
      recipient,
      key: `${purpose} ${recipient ?? ""}`,
      name: [t(`privacy.purposes.${purpose}`), ...(recipient === undefined ? [] : [recipient])].join(" · "),
    })),
  );
  const toggle = (what: string): void => setOpen(open === what ? undefined : what);
  const form = (purpose: Purpose, recipient?: string) => (
    <NoticeForm
      house={house}
      notices={notices}
      purpose={purpose}
      recipient={recipient}
      choice={open === "new"}
      done={() => {
        setOpen(undefined);
        changed();
      }}
      stop={() => setOpen(undefined)}
    />
  );
  return (
    <>
      <div className="row">
        <h2>{t("privacy.notices")}</h2>
        <span className="grow" />
        <May verb="publish-notice">
          <Button type="primary" aria-expanded={open === "new"} onClick={() => toggle("new")}>
            {t("privacy.publish")}
          </Button>
        </May>
      </div>
      <p className="quiet">{t("privacy.noticesLead")}</p>
      {open === "new" ? form(PURPOSES.find((purpose) => !told.includes(purpose)) ?? PURPOSES[0]) : null}
      {told.length === 0 && open === undefined ? <p className="empty">{t("privacy.noNoticesYet")}</p> : null}
      {sections.map(({ purpose, recipient, key, name }) => {
        const [latest, ...earlier] = notices.filter((one) => one.purpose === purpose && recipientOf(one) === recipient);
        return (
          <section key={key} className="notice">
            <div className="row">
              <h3>{name}</h3>
              <span className="grow" />
              <May verb="publish-notice">
                <Button
                  aria-label={t("privacy.publishNextOf", { purpose: name })}
                  aria-expanded={open === key}
                  onClick={() => toggle(key)}
                >
                  {t("privacy.publishNext")}
                </Button>
              </May>
            </div>
            {open === key ? form(purpose, recipient) : null}
            <Version notice={latest!} />
            {earlier.length === 0 ? null : (
              <details>
                <summary>{t("privacy.earlier", { count: earlier.length })}</summary>
                {earlier.map((notice) => (
                  <Version key={notice.noticeId} notice={notice} />
                ))}
              </details>
            )}
          </section>
        );
      })}
    </>
  );
}
/** One version in the reader's language, or in Chinese where there is no other. */
function Version({ notice: { purpose, version, renews, content, publishedAt } }: { readonly notice: Notice }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const text = content[language] ?? content.zh;
  const isForeign = content[language] === undefined;
  return (
    <>
      <p className="row quiet">
        <span>
          {keptDates(t("privacy.publishedAt", { version, at: houseFormat(language, publishedAt).time(publishedAt) }))}
        </span>
        {renews ? <StateMark state="at_risk" words={t("privacy.renewed")} /> : null}
        {isForeign ? <span>{t("privacy.onlyChinese")}</span> : null}
      </p>
      <dl className="notice-parts" {...(isForeign ? { lang: "zh-CN" } : {})}>
        {partsOf(purpose).map((part) => (
          <div key={part}>
            <dt {...(isForeign ? { lang: "en" } : {})}>{t(`privacy.parts.${part}`)}</dt>
            <dd>{text[part]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
