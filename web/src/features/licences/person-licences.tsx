// Clauses: C6.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, LicencesOf } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { CorrectForm, EndForm, type HeldLicence, RecordForm } from "./licence-form.tsx";
import { heldWords, MARKED } from "./licence-words.ts";
import "../../ui/register.css";
import "./licences.css";

interface Props {
  readonly house: HouseClient;
  readonly told: LicencesOf;
  readonly changed: () => void;
}
/** One person's licences with everything that was ever said of each, and what there is to do. */
export function PersonLicences({ house, told, changed }: Props) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const done = (): void => {
    setAdding(false);
    changed();
  };
  return (
    <section className="register">
      <p>
        <a href="#/licences">{t("licences.title")}</a>
      </p>
      <div className="row">
        <h1>{t("licences.titleOf", { name: told.name })}</h1>
        <a href={`#/people/${encodeURIComponent(told.code)}`}>{t("people.codeOf", { code: told.code })}</a>
        <span className="grow" />
        <May verb="keep-licence">
          <Button type={told.lacks ? "primary" : "default"} onClick={() => setAdding(!adding)}>
            {t("licences.record")}
          </Button>
        </May>
      </div>
      <Gap told={told} />
      {adding ? <RecordForm house={house} person={told.code} done={done} stop={() => setAdding(false)} /> : null}
      {told.licences.length === 0 && !told.lacks ? <p className="empty">{t("licences.noneOfPerson")}</p> : null}
      <ul className="plain">
        {told.licences.map((licence) => (
          <Entry key={licence.licenceId} house={house} licence={licence} told={told} changed={changed} />
        ))}
      </ul>
      {told.filed.length > 0 ? (
        <>
          <h2>{t("licences.filed")}</h2>
          <p className="quiet">{t("licences.filedLead")}</p>
          <ul className="plain">
            {told.filed.map(({ number, fromOn, beforeOn, onlyIn }) => (
              <li key={`${onlyIn} ${number} ${fromOn}`}>
                <a href={`#/contracts/${encodeURIComponent(onlyIn ?? "")}/timeline`}>{onlyIn}</a> · {number}{" "}
                <span className="quiet date">
                  {fromOn === null ? null : keptDates(spanText(fromOn, beforeOn ?? undefined, t))}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
/** Why something has to be done: a contract asks for a licence and none covers today, or sales are held. */
function Gap({
  told: { lacks, held, contracts },
}: {
  readonly told: Pick<LicencesOf, "lacks" | "held" | "contracts">;
}) {
  const { t } = useTranslation();
  if (!lacks && held === null) return null;
  return (
    <div className="licence-gap">
      {lacks ? (
        <p>
          <StateMark state="missed" words={t("licences.states.none")} />{" "}
          {t("licences.lacks", { contracts: contracts.join(t("list")) })}
        </p>
      ) : null}
      {held === null ? null : (
        <p>
          {heldWords(held, t)}
          {t("period")}
        </p>
      )}
      <p className="quiet">{t("licences.mend")}</p>
    </div>
  );
}
type Step = "correct" | "end" | "takeBack";
function Entry({ house, licence, told, changed }: Props & { readonly licence: HeldLicence }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>();
  const { number, kind, insurer, fromOn, beforeOn, takenBack, state } = licence;
  const closing = {
    house,
    licence,
    person: told.code,
    done: () => {
      setStep(undefined);
      changed();
    },
    stop: () => setStep(undefined),
  };
  return (
    <li className="licence-entry">
      <div className="row">
        <StateMark
          state={takenBack ? "waived" : MARKED[state]}
          words={t(takenBack ? "licences.takenBack" : `licences.states.${state}`)}
        />
        <span className="number">{number}</span>
        <span className="quiet">{t(`licences.kinds.${kind}`)}</span>
        <span>{insurer}</span>
        <span className="date">{keptDates(spanText(fromOn, beforeOn ?? undefined, t))}</span>
      </div>
      {takenBack ? null : (
        <May verb="keep-licence">
          <p className="row">
            {(["correct", "end", "takeBack"] as const).map((one) => (
              <Button
                key={one}
                size="small"
                aria-expanded={step === one}
                onClick={() => setStep(step === one ? undefined : one)}
              >
                {t(`licences.${one}`)}
              </Button>
            ))}
          </p>
        </May>
      )}
      {step === "correct" ? <CorrectForm {...closing} /> : null}
      {step === "end" ? <EndForm {...closing} takenBack={false} /> : null}
      {step === "takeBack" ? <EndForm {...closing} takenBack /> : null}
      <History licence={licence} />
    </li>
  );
}
function History({ licence }: { readonly licence: HeldLicence }) {
  const { t, i18n } = useTranslation();
  const [latest] = licence.versions;
  if (!latest) return null;
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", latest.recordedAt);
  return (
    <details>
      <summary>{t("licences.history", { count: licence.versions.length })}</summary>
      <ul className="plain">
        {licence.versions.map((one) => (
          <li key={one.version}>
            <span className="quiet">
              {format.time(one.recordedAt)} · {one.recordedBy ?? t("people.machine")}
            </span>
            <div>
              {one.takenBack
                ? t("licences.takenBack")
                : [one.number, t(`licences.kinds.${one.kind}`), one.insurer].join(" · ")}{" "}
              {one.takenBack ? null : (
                <span className="date">{keptDates(spanText(one.fromOn, one.beforeOn ?? undefined, t))}</span>
              )}
            </div>
            {one.reason === "" ? null : <div className="quiet">{t("licences.why", { reason: one.reason })}</div>}
          </li>
        ))}
      </ul>
    </details>
  );
}
