// Clauses: C7.1, N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnPage } from "../../source/house-client.ts";
import { faultsOf, reasonOf } from "../../source/reason.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { newKey } from "../../ui/use-form.ts";
import type { OwnProps } from "./own-props.ts";

type Consent = OwnPage["consents"][number];
/** A refusal and a withdrawal are the customer's right: neither stands in the colour of a miss. */
const STATES = {
  given: "met",
  refused: "excused",
  withdrawn: "ended",
  outdated: "at_risk",
  none: "not_started",
} as const satisfies Readonly<Record<Consent["standing"], string>>;
const PARTS = [
  "handler",
  "recipientName",
  "recipientContact",
  "recipientPurpose",
  "recipientManner",
  "what",
  "how",
  "kept",
  "rights",
  "recipient",
  "necessity",
] as const;

/** Each purpose with its notice word for word, and one press to give, to refuse or to withdraw. */
export function OwnConsents(props: OwnProps) {
  const { t } = useTranslation();
  const { kind, consents } = props.page;
  if (kind === "organisation") return null;
  return (
    <>
      <h2>{t("ownPage.consents")}</h2>
      <p className="quiet">{t("ownPage.consentsLead")}</p>
      {consents.length === 0 ? <p>{t("ownPage.noConsents")}</p> : null}
      <ul className="plain">
        {consents.map((consent) => (
          <li key={`${consent.purpose} ${consent.recipient ?? ""}`}>
            <OneConsent {...props} consent={consent} />
          </li>
        ))}
      </ul>
    </>
  );
}
function OneConsent({ house, changed, consent }: OwnProps & { readonly consent: Consent }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { purpose, recipient, standing, version, at, notice } = consent;
  const name = [t(`privacy.purposes.${purpose}`), ...(recipient === undefined ? [] : [recipient])].join(" · ");
  const say = (act: "given" | "refused" | "withdrawn"): void => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    house.ownPage
      .consent({
        key: newKey(),
        purpose,
        ...(recipient === undefined ? {} : { recipient }),
        act,
        version: notice.version,
      })
      .then(changed, (failure: unknown) => {
        const [fault] = faultsOf(failure);
        setProblem(fault?.text[language] ?? reasonOf(failure, language));
        // A notice that changed while it was read is read anew.
        changed();
      })
      .finally(() => setBusy(false));
  };
  const acts =
    standing === "given"
      ? (["withdrawn"] as const)
      : standing === "outdated"
        ? (["given", "withdrawn"] as const)
        : standing === "none"
          ? (["given", "refused"] as const)
          : (["given"] as const);
  const words = { given: "give", refused: "refuse", withdrawn: "withdraw" } as const;
  return (
    <>
      <div className="row">
        <b>{name}</b>
        <StateMark state={STATES[standing]} words={t(`ownPage.standings.${standing}`)} />
      </div>
      {version === undefined || at === undefined ? null : (
        <p className="quiet">{keptDates(t("ownPage.saidAt", { at: houseFormat(language, at).time(at), version }))}</p>
      )}
      <Notice notice={notice} />
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      <p className="row">
        {acts.map((act) => (
          <Button
            key={act}
            aria-label={t(`ownPage.${words[act]}For`, { purpose: name })}
            aria-busy={busy}
            onClick={() => say(act)}
          >
            {t(`ownPage.${words[act]}`)}
          </Button>
        ))}
      </p>
    </>
  );
}
/** The notice as it was published; open it and read before saying anything. */
function Notice({ notice: { version, content } }: Pick<Consent, "notice">) {
  const { t, i18n } = useTranslation();
  const english = i18n.language === "en" ? content.en : undefined;
  const text = english ?? content.zh;
  return (
    <details>
      <summary>{t("ownPage.read", { version })}</summary>
      {i18n.language === "en" && english === undefined ? <p className="quiet">{t("ownPage.noEnglish")}</p> : null}
      <dl lang={english === undefined ? "zh-CN" : "en"}>
        {PARTS.flatMap((part) =>
          text[part] === undefined
            ? []
            : [
                <div key={part}>
                  <dt>{t(`privacy.parts.${part}`)}</dt>
                  <dd>{text[part]}</dd>
                </div>,
              ],
        )}
      </dl>
    </details>
  );
}
