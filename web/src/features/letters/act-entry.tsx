// Clauses: C1.2, A2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { eventWord } from "../../i18n/event-words.ts";
import type { HouseClient } from "../../source/house-client.ts";
import { Facts } from "../../ui/facts.tsx";
import type { Format } from "../../ui/format.ts";
import { leftWords } from "../../ui/left-words.ts";
import { useMay } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { ActStepForm, DECIDED, SAID } from "./act-step-form.tsx";
import { ACT_STATES, type Act, isSettled } from "./letter-words.ts";

/** One act outside the authority: what it was, in what it lies outside, what was said of it, and until when the company may answer. */
export function ActEntry({
  house,
  number,
  act,
  now,
  format,
  acts,
  changed,
}: {
  readonly house: HouseClient;
  readonly number: string;
  readonly act: Act;
  readonly now: number;
  readonly format: Format;
  /** Whether whoever looks acts for the company. */
  readonly acts: boolean;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const [hears, decides] = [useMay("record-demand"), useMay("decide-act")];
  const steps =
    acts && !isSettled(act)
      ? [
          ...(hears ? SAID.filter((kind) => kind !== "demanded" || act.standing === "open") : []),
          ...(decides ? DECIDED : []),
        ]
      : [];
  const kind = eventWord(act.kind, i18n.language === "en" ? "en" : "zh");
  return (
    <li>
      <div className="row">
        <b>{act.code}</b>
        <span>{t("letters.actOn", { kind, at: format.time(act.at) })}</span>
        {act.customer === undefined ? null : <span className="quiet">{act.customer}</span>}
        <span className="grow" />
        <StateMark state={ACT_STATES[act.standing]} words={t(`letters.actStandings.${act.standing}`)} />
        {steps.length === 0 ? null : (
          <Button
            size="small"
            aria-label={t("letters.stepOf", { code: act.code })}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t("letters.step")}
          </Button>
        )}
      </div>
      <Facts
        list={[
          ...act.outside.map((one) => t(`letters.reasons.${one as "matter"}`)),
          ...(act.standing === "demanded" && act.dueAt !== null
            ? [t("letters.dueBy", { at: format.due(act.dueAt) }), leftWords(t, format, act.dueAt - now)]
            : []),
        ]}
      />
      {act.steps.map((step) => (
        <p key={step.kind} className="quiet">
          {format.time(step.at)} {t(`letters.steps.${step.kind}`)} {step.words}
        </p>
      ))}
      {open && steps.length > 0 ? (
        <ActStepForm
          house={house}
          number={number}
          act={act}
          steps={steps}
          stop={() => setOpen(false)}
          done={() => {
            setOpen(false);
            changed();
          }}
        />
      ) : null}
    </li>
  );
}
