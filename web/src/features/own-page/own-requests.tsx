// Clauses: C7.1, N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnPage } from "../../source/house-client.ts";
import { reasonOf } from "../../source/reason.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { DueMark } from "../../ui/due-mark.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { saveText } from "../../ui/save-text.ts";
import { StateMark } from "../../ui/state-mark.tsx";
import { ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { OwnProps } from "./own-props.ts";

type Asks = OwnPage["requests"][number]["asks"];
const ASKS = ["access", "copy", "correct", "restrict", "delete", "explain", "port"] as const satisfies readonly Asks[];

/** What the customer asked, until when it is answered, and what came of it; the copy for programs is there at once. */
export function OwnRequests(props: OwnProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { requests, day } = props.page;
  return (
    <>
      <h2>{t("ownPage.requests")}</h2>
      <p className="quiet">{t("ownPage.requestsLead")}</p>
      {requests.length === 0 ? <p>{t("ownPage.noRequests")}</p> : null}
      <ul className="plain">
        {requests.map(({ requestId, asks, words, askedOn, dueOn, answer }) => (
          <li key={requestId}>
            <div className="row">
              <b>{t(`privacy.askNames.${asks}`)}</b>
              <span className="quiet">{keptDates(t("ownPage.made", { day: askedOn }))}</span>
            </div>
            <p className="said">{words}</p>
            {answer === undefined ? (
              <DueMark dueOn={dueOn} day={day} />
            ) : (
              <p className="said">
                <StateMark
                  state={answer.outcome === "done" ? "met" : "excused"}
                  words={t("privacy.answered", {
                    day: answer.answeredOn,
                    outcome: t(`privacy.outcomes.${answer.outcome}`),
                  })}
                />{" "}
                {answer.words}
              </p>
            )}
          </li>
        ))}
      </ul>
      {open ? (
        <NewRequest {...props} stop={() => setOpen(false)} />
      ) : (
        <p>
          <Button onClick={() => setOpen(true)}>{t("ownPage.make")}</Button>
        </p>
      )}
      <OwnCopy {...props} />
    </>
  );
}
function NewRequest({ house, changed, stop }: OwnProps & { readonly stop: () => void }) {
  const { t } = useTranslation();
  const usual = (asks: Asks): string => t(`ownPage.usual.${asks}`);
  const form = useForm<{ readonly asks: Asks; readonly words: string }, unknown>(
    { asks: "access", words: usual("access") },
    (values, key) => house.ownPage.request({ key, ...values }),
    () => {
      stop();
      changed();
    },
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("ownPage.makeNow")} stop={stop}>
      <ChoiceField
        label={t("ownPage.asks")}
        fault={fault("asks")}
        value={values.asks}
        // What somebody wrote stays; the usual words change with what is asked.
        change={(asks) => set({ asks, ...(values.words === usual(values.asks) ? { words: usual(asks) } : {}) })}
        options={ASKS.map((value) => ({ value, label: t(`privacy.askNames.${value}`) }))}
      />
      <div className="whole">
        <ParagraphField
          label={t("ownPage.words")}
          hint={t("ownPage.wordsHint")}
          fault={fault("words")}
          value={values.words}
          change={(words) => set({ words })}
        />
      </div>
    </FormFrame>
  );
}
function OwnCopy({ house, changed }: OwnProps) {
  const { t, i18n } = useTranslation();
  const [told, setTold] = useState<{ readonly role: "status" | "alert"; readonly text: string }>();
  const take = (): void => {
    house.ownPage.copy().then(
      (copy) => {
        saveText(
          `${copy.demonstration === undefined ? "" : t("house.demoFile")}${t("ownPage.copyFile")}`,
          "application/json",
          JSON.stringify(copy, null, 2),
        );
        setTold({ role: "status", text: t("ownPage.copied") });
        changed();
      },
      (failure: unknown) => setTold({ role: "alert", text: reasonOf(failure, i18n.language === "en" ? "en" : "zh") }),
    );
  };
  return (
    <>
      <h3>{t("ownPage.copy")}</h3>
      <p className="quiet">{t("ownPage.copyLead")}</p>
      <p>
        <Button onClick={take}>{t("ownPage.copyNow")}</Button>
      </p>
      {told === undefined ? null : <p role={told.role}>{told.text}</p>}
    </>
  );
}
