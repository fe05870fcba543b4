// Clauses: C1.2, A2
import Button from "antd/es/button";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, LettersRead } from "../../source/house-client.ts";
import type { Format } from "../../ui/format.ts";
import { May } from "../../ui/may.tsx";
import { ActEntry } from "./act-entry.tsx";
import { type Beginning, LetterForm } from "./letter-form.tsx";
import { LetterList } from "./letter-list.tsx";
import { letterHref } from "./letter-words.ts";
import { OwnDealingForm } from "./own-dealing-form.tsx";
import "../../ui/register.css";
import "./letters.css";

/** What a contract has of authority: its letters, acts outside of them, and consents to own dealing. */
export function LettersPart({
  house,
  told,
  format,
  acts,
  begun,
  changed,
}: {
  readonly house: HouseClient;
  readonly told: LettersRead;
  readonly format: Format;
  /** Whether whoever looks acts for the company. */
  readonly acts: boolean;
  readonly begun: Beginning;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"letter" | "own">();
  const { contract, letters, kept, outside } = told;
  const close = (): void => setOpen(undefined);
  const opener = (which: "letter" | "own", words: string, primary = false): ReactNode => (
    <Button
      {...(primary ? { type: "primary" as const } : {})}
      aria-expanded={open === which}
      onClick={() => setOpen(open === which ? undefined : which)}
    >
      {words}
    </Button>
  );
  return (
    <section className="letters-part">
      <div className="row">
        <h2>{t("letters.title")}</h2>
        <span className="grow" />
        {acts ? <May verb="draft-letter">{opener("letter", t("letters.draft"), true)}</May> : null}
      </div>
      <p className="quiet">{t("letters.lead")}</p>
      {kept ? null : (
        <p className="empty">
          {t("letters.noneKept")} {t("letters.noneNext")}
        </p>
      )}
      {open === "letter" ? (
        <LetterForm
          house={house}
          contract={contract}
          begun={begun}
          stop={close}
          done={(letterId) => location.assign(letterHref(letterId))}
        />
      ) : null}
      <LetterList letters={letters} />
      <h2>{t("letters.outside")}</h2>
      <p className="quiet">{t("letters.outsideLead")}</p>
      {told.acts.length === 0 ? <p className="empty">{t("letters.outsideNone")}</p> : null}
      {outside > told.acts.length ? <p>{t("letters.outsideMore", { count: outside })}</p> : null}
      <ul className="plain">
        {told.acts.map((act) => (
          <ActEntry
            key={act.actId}
            house={house}
            number={contract.number}
            act={act}
            now={told.now}
            format={format}
            acts={acts}
            changed={changed}
          />
        ))}
      </ul>
      <div className="row">
        <h2>{t("letters.own")}</h2>
        <span className="grow" />
        {acts ? <May verb="allow-own-dealing">{opener("own", t("letters.ownAllow"))}</May> : null}
      </div>
      <p className="quiet">{t("letters.ownLead")}</p>
      {open === "own" ? (
        <OwnDealingForm
          house={house}
          number={contract.number}
          stop={close}
          done={() => {
            close();
            changed();
          }}
        />
      ) : null}
      {told.ownDealings.length === 0 ? <p className="empty">{t("letters.ownNone")}</p> : null}
      <ul className="plain">
        {told.ownDealings.map((one) => (
          <li key={one.customer} className="row">
            <b>{one.customer}</b>
            <span>{t(`letters.ownGrounds.${one.ground}`)}</span>
            <span>{one.words}</span>
            <span className="grow" />
            <span className="quiet">{format.time(one.recordedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
