// Clauses: C7.1, N7
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { CustomerField, CustomerRead } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { keptDates } from "../../ui/kept-dates.tsx";
import { fieldName } from "./customer-words.ts";

/** Who brought the customer in, changed it or looked at its data, when and why. */
export function CustomerHistory({ customer: { history, kind } }: { readonly customer: CustomerRead }) {
  const { t, i18n } = useTranslation();
  const [latest] = history;
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", latest?.at ?? 0);
  return (
    <>
      <h2>{t("customers.history")}</h2>
      {latest === undefined ? (
        <p className="quiet">{t("customers.noHistory")}</p>
      ) : (
        <table className="data customer-history">
          <thead>
            <tr>
              <th scope="col">{t("people.at")}</th>
              <th scope="col">{t("people.what")}</th>
              <th scope="col">{t("people.by")}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((line) => (
              <tr key={`${line.at} ${line.verb}`}>
                <td className="time">{format.time(line.at)}</td>
                <td className="what">{keptDates(whatWasDone(line, kind, t))}</td>
                <td>{line.bySelf ? t("customers.bySelf") : (line.actor?.name ?? t("people.machine"))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
/** Acts whose line says all that is known of them, and the words for each. */
const PLAIN = {
  "hand-over-customers": "handedOver",
  "merge-customers": "merged",
  "separate-customer": "separated",
  "export-customer": "exported",
  "receive-request": "requested",
  "answer-request": "answered",
  "hold-customer": "held",
  "release-hold": "released",
  "erase-customer": "erased",
  "record-incident": "concerned",
  "record-consent": "consented",
  "give-customer-link": "linked",
  "send-customer-code": "coded",
  "enter-own-page": "entered",
  "say-own-consent": "consented",
  "make-own-request": "requested",
  "copy-own-data": "copied",
} as const;
export const whatWasDone = (
  { verb, detail }: Pick<CustomerRead["history"][number], "verb" | "detail">,
  kind: CustomerRead["kind"],
  t: TFunction,
): string => {
  const { fields = [], reason, before, after } = detail as Detail;
  const words = { fields: fields.map((field) => fieldText(field, after, kind, t)).join(t("customers.comma")), reason };
  if (verb === "purge-customer") {
    const { whole, dueOn } = detail as { readonly whole: boolean; readonly dueOn: string };
    return t(whole ? "customers.verbs.purgedAll" : "customers.verbs.purged", { ...words, dueOn });
  }
  if (verb in PLAIN) return t(`customers.verbs.${PLAIN[verb as keyof typeof PLAIN]}`, plainWords(detail, t));
  const { basis } = detail as { readonly basis?: "consent" | "contract" | "statutory" | "emergency" };
  const looked = verb === "reveal-customer" || verb === "reveal-own-customer";
  if (looked && basis !== undefined) {
    const named = basis === "consent" ? t("customers.verbs.revealedConsent") : t(`customers.bases.${basis}`);
    return t("customers.verbs.revealedBasis", { ...words, basis: named });
  }
  if (looked) return t("customers.verbs.revealed", words);
  const how = before === undefined ? "new" : fields.length === 0 ? "same" : "changed";
  return t(`customers.verbs.${verb === "import-customers" ? "imported" : "kept"}_${how}`, words);
};
/** Names in place of the codes that the house writes of consents and requests. */
const plainWords = (detail: object, t: TFunction): Record<string, unknown> => {
  const { purpose, act, asks, outcome } = detail as Partial<Privacy>;
  return {
    ...detail,
    ...(purpose === undefined ? {} : { purpose: t(`privacy.purposes.${purpose}`) }),
    ...(act === undefined ? {} : { act: t(`privacy.acts.${act}`) }),
    ...(asks === undefined ? {} : { asks: t(`privacy.askNames.${asks}`) }),
    ...(outcome === undefined ? {} : { outcome: t(`privacy.outcomes.${outcome}`) }),
  };
};
interface Privacy extends Pick<CustomerRead["said"][number], "purpose" | "act"> {
  readonly asks: CustomerRead["requests"][number]["asks"];
  readonly outcome: NonNullable<CustomerRead["requests"][number]["answer"]>["outcome"];
}
/** What the house writes of an act; nothing that a sealed field holds. */
interface Detail {
  readonly fields?: readonly (CustomerField | "code" | "kind" | "branch" | "guardian" | "fromOn" | "beforeOn")[];
  readonly reason?: string;
  readonly before?: object;
  readonly after?: { readonly code: string; readonly fromOn: string; readonly beforeOn?: string };
}
const fieldText = (
  field: NonNullable<Detail["fields"]>[number],
  after: Detail["after"],
  kind: CustomerRead["kind"],
  t: TFunction,
): string => {
  if (field === "code" || field === "fromOn" || field === "beforeOn") {
    const value = field === "beforeOn" && after?.beforeOn !== undefined ? lastDay(after.beforeOn) : after?.[field];
    return value === undefined
      ? t(`customers.${field}`)
      : t("customers.with", { field: t(`customers.${field}`), value });
  }
  return field === "kind" || field === "branch" || field === "guardian"
    ? t(`customers.${field}`)
    : fieldName(field, kind, t);
};
