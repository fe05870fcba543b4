// Clauses: C2.3
import { useTranslation } from "react-i18next";
import type { RuleVersion } from "../../source/house-client.ts";
import { changedLines } from "./changed-lines.ts";
import { writtenIn } from "./rules-words.ts";

/** What a version says, and what it says otherwise than the one before it. */
export function RuleWords({
  version,
  before,
}: {
  readonly version: RuleVersion;
  readonly before: RuleVersion | undefined;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const written = writtenIn(version, language);
  const lang = written === "zh" ? "zh-CN" : "en";
  const mark = { kept: "", added: t("rules.added"), removed: t("rules.removed") };
  const titles = before && [before.title[written], version.title[written]];
  return (
    <>
      {written === language ? null : <p className="quiet">{t("rules.noOther")}</p>}
      <div className="rule-text" lang={lang}>
        {version.text[written].split("\n").map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two paragraphs may say the same
          <p key={index}>{line}</p>
        ))}
      </div>
      {before === undefined ? null : (
        <details>
          <summary>{t("rules.changes", { version: before.version })}</summary>
          {titles === undefined || titles[0] === titles[1] ? null : (
            <p>{t("rules.changedTitle", { before: titles[0], after: titles[1] })}</p>
          )}
          <ul className="rule-changes" lang={lang}>
            {changedLines(before.text[written], version.text[written]).map(({ change, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two paragraphs may say the same
              <li key={index} className={change}>
                <span className="rule-mark">{mark[change]}</span>
                {change === "added" ? (
                  <ins>{text}</ins>
                ) : change === "removed" ? (
                  <del>{text}</del>
                ) : (
                  <span>{text}</span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet rule-hash">
        {t("rules.sha256")} <code>{version.sha256}</code>
      </p>
    </>
  );
}
