// Clauses: C2.3
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, RuleBook, RulesRead, RuleVersion } from "../../source/house-client.ts";
import { Facts } from "../../ui/facts.tsx";
import type { Format } from "../../ui/format.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RuleShare } from "./rule-share.tsx";
import { AcknowledgeStep, WaitingSteps } from "./rule-steps.tsx";
import { RuleWords } from "./rule-words.tsx";
import { RULE_STATES, shownState, versionBefore, writtenIn } from "./rules-words.ts";
import "../../ui/register.css";
import "./rules.css";

interface Props {
  readonly house: HouseClient;
  readonly told: RulesRead;
  /** Whether whoever looks is of the company. */
  readonly company: boolean;
  readonly changed: () => void;
}
/** The rules of the company: what they say, what changed, and who acknowledged them. */
export function RulesSection(props: Props) {
  const { t, i18n } = useTranslation();
  const { house, told, company, changed } = props;
  const [drafting, setDrafting] = useState(false);
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", told.now);
  return (
    <section className="register rules">
      <div className="row">
        <h1>{t("rules.title")}</h1>
        <span className="grow" />
        <May verb="draft-rules">
          <Button type="primary" aria-expanded={drafting} onClick={() => setDrafting(!drafting)}>
            {t("rules.draft")}
          </Button>
        </May>
      </div>
      <p className="quiet">{t("rules.lead")}</p>
      {drafting ? (
        <RuleForm
          house={house}
          stop={() => setDrafting(false)}
          done={() => {
            setDrafting(false);
            changed();
          }}
        />
      ) : null}
      {told.books.length > 0 ? null : (
        <div className="empty">
          {company ? (
            <>
              <p>{t("rules.none")}</p>
              <p>{t("rules.noneNext")}</p>
            </>
          ) : (
            <p>{t("rules.noneForYou")}</p>
          )}
        </div>
      )}
      {told.books.map((book) => (
        <Book key={book.code} {...props} book={book} format={format} />
      ))}
    </section>
  );
}
function Book(props: Props & { readonly book: RuleBook; readonly format: Format }) {
  const { t, i18n } = useTranslation();
  const { house, company, changed, book, format } = props;
  const [drafting, setDrafting] = useState(false);
  const current = book.versions.find(({ version }) => version === book.current);
  const shown = current ?? book.versions[0]!;
  const title = shown.title[writtenIn(shown, i18n.language === "en" ? "en" : "zh")];
  return (
    <article aria-label={`${title} ${book.code}`}>
      <div className="row">
        <h2>
          {title} <span className="quiet">{book.code}</span>
        </h2>
        <span className="grow" />
        {company ? (
          <May verb="draft-rules">
            <Button
              aria-expanded={drafting}
              aria-label={t("rules.newVersionOf", { code: book.code })}
              onClick={() => setDrafting(!drafting)}
            >
              {t("rules.newVersion")}
            </Button>
          </May>
        ) : null}
      </div>
      {drafting ? (
        <RuleForm
          house={house}
          from={shown}
          stop={() => setDrafting(false)}
          done={() => {
            setDrafting(false);
            changed();
          }}
        />
      ) : null}
      <ul className="plain">
        {book.versions.map((version) => (
          <Version key={version.ruleVersionId} {...props} version={version} />
        ))}
      </ul>
      {company && current ? <RuleShare book={book} format={format} /> : null}
    </article>
  );
}
function Version({
  house,
  company,
  changed,
  book,
  version,
  format,
}: Props & { readonly book: RuleBook; readonly version: RuleVersion; readonly format: Format }) {
  const { t } = useTranslation();
  const state = shownState(book, version);
  const isCurrent = version.version === book.current;
  const { preparedBy, publishedAt, publishedBy, contracts } = version;
  const facts = [
    t("rules.effective", { day: version.effectiveOn }),
    t("rules.forWhom", { parties: version.roles.map((one) => t(`rules.parties.${one}`)).join(t("list")) }),
    contracts.length === 0 ? t("rules.forAll") : t("rules.forSome", { contracts: contracts.join(t("list")) }),
    ...(preparedBy === null ? [] : [t("rules.preparedBy", { name: preparedBy, at: format.time(version.preparedAt) })]),
    ...(publishedAt === null
      ? []
      : [
          publishedBy === null
            ? t("rules.publishedAt", { at: format.time(publishedAt) })
            : t("rules.publishedBy", { name: publishedBy, at: format.time(publishedAt) }),
        ]),
  ];
  return (
    <li>
      <div className="row">
        <b>{t("rules.version", { version: version.version })}</b>
        <span className="grow" />
        <StateMark state={RULE_STATES[state]} words={t(`rules.states.${state}`)} />
      </div>
      <Facts list={facts} />
      {version.grounds === null ? null : <p>{t("rules.why", { grounds: version.grounds })}</p>}
      <details open={version.state === "waiting" || (isCurrent && !company)}>
        <summary>{t("rules.words")}</summary>
        <RuleWords version={version} before={versionBefore(book, version)} />
      </details>
      {company && version.state === "waiting" ? (
        <WaitingSteps house={house} version={version} changed={changed} />
      ) : null}
      {company || !isCurrent
        ? null
        : book.addressed.map((one) => (
            <AcknowledgeStep
              key={`${one.contract} ${one.party}`}
              house={house}
              version={version}
              addressed={one}
              changed={changed}
              format={format}
            />
          ))}
    </li>
  );
}
