// Clauses: C1.1, C1.2
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";

/** What was changed last of branches, teams and legal entities, when and by whom. */
export function OrganisationHistory({ history }: { readonly history: Organisation["history"] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [latest] = history;
  if (!latest) return null;
  const format = houseFormat(language, latest.at);
  return (
    <section>
      <h2>{t("people.history")}</h2>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("people.at")}</th>
            <th scope="col">{t("people.what")}</th>
            <th scope="col">{t("people.by")}</th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ at, kind, detail, actor }) => (
            <tr key={at}>
              <td className="time">{format.time(at)}</td>
              <td>
                {t(`organisation.done.${kind as Kind}${detail.before ? "_changed" : "_new"}`, toldOf(detail, language))}
              </td>
              <td>{actor?.name ?? t("people.machine")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
type Kind = "branch" | "team" | "legal_entity";
/** Name and code as they are after it, and the day that it says. */
const toldOf = ({ after }: Readonly<Record<string, unknown>>, language: "zh" | "en"): Record<string, string> => {
  const { code, name, fromOn, closedOn } = (after ?? {}) as {
    readonly code?: string;
    readonly name?: { readonly zh: string; readonly en: string };
    readonly fromOn?: string;
    readonly closedOn?: string;
  };
  return { code: code ?? "", name: name?.[language] || name?.zh || "", day: fromOn ?? closedOn ?? "" };
};
