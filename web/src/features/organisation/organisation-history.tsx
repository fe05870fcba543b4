// Clauses: C1.1, C1.2
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import { houseFormat } from "../../ui/house-format.ts";

/** What was changed last of branches, teams, intermediary firms and legal entities, when and by whom. */
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
              <td>{t(doneOf(kind as Kind, detail), toldOf(detail, language))}</td>
              <td>{actor?.name ?? t("people.machine")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
type Kind = "branch" | "team" | "legal_entity" | "intermediary_firm";
interface Named {
  readonly zh: string;
  readonly en: string;
}
interface After {
  readonly code?: string;
  /** Of somebody who coordinates for a firm: the person's name. */
  readonly name?: Named | string;
  readonly firm?: Named;
  readonly fromOn?: string;
  readonly beforeOn?: string;
  readonly closedOn?: string;
}
/** What was done to what: somebody's days at a firm, or the thing itself. */
const doneOf = (kind: Kind, { before, after }: Readonly<Record<string, unknown>>) => {
  const { firm, fromOn, beforeOn } = (after ?? {}) as After;
  if (firm === undefined) return `organisation.done.${kind}${before ? "_changed" : "_new"}` as const;
  if (!before) return "organisation.done.coordinator_new";
  return beforeOn === fromOn ? "organisation.done.coordinator_never" : "organisation.done.coordinator_changed";
};
/** Name and code as they are after it, and the day that it says. */
const toldOf = ({ after }: Readonly<Record<string, unknown>>, language: "zh" | "en"): Record<string, string> => {
  const { code, name, firm, fromOn, beforeOn, closedOn } = (after ?? {}) as After;
  const named = firm ?? (typeof name === "string" ? undefined : name);
  return {
    code: code ?? "",
    name: named?.[language] || named?.zh || "",
    person: typeof name === "string" ? name : "",
    day: fromOn ?? closedOn ?? "",
    last: beforeOn === undefined ? "" : lastDay(beforeOn),
  };
};
