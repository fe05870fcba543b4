// Clauses: C6.2
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Today } from "../../source/house-client.ts";
import { lastDay } from "../../ui/day-span.ts";
import type { ListTable } from "../../ui/export/table.ts";
import { Facts } from "../../ui/facts.tsx";
import { StateMark } from "../../ui/state-mark.tsx";

/** Whoever sells without a licence, then whose licence ends soon. */
export type LicenceMatter =
  | ({ readonly state: "none" } & Today["licencesMissing"][number])
  | ({ readonly state: "ends_soon" } & Today["licencesEnding"][number]);
export const licenceMatters = ({ licencesMissing, licencesEnding }: Today): LicenceMatter[] => [
  ...licencesMissing.map((one) => ({ state: "none" as const, ...one })),
  ...licencesEnding.map((one) => ({ state: "ends_soon" as const, ...one })),
];
export const matterKey = ({ state, person, name, ...one }: LicenceMatter): string =>
  [state, person, name, "number" in one ? one.number : ""].join(" ");
const wordsOf = (one: LicenceMatter, t: TFunction): string =>
  one.state === "none" ? t("today.licenceMissing") : t("today.licenceEnds", { day: lastDay(one.beforeOn) });
const factsOf = (one: LicenceMatter, t: TFunction): string[] =>
  one.state === "none"
    ? [one.contracts.join(t("list")), ...(one.sales > 0 ? [t("today.licenceHeld", { count: one.sales })] : [])]
    : [one.number];
export function LicenceRow({ matter }: { readonly matter: LicenceMatter }) {
  const { t } = useTranslation();
  const { state, person, name } = matter;
  const href = person === null ? `#/licences?state=${state}` : `#/licences/${encodeURIComponent(person)}`;
  return (
    <>
      <div className="row">
        <a href={href}>{person === null ? name : `${name} ${person}`}</a>
        <span className="grow" />
        <StateMark state={state === "none" ? "missed" : "at_risk"} words={wordsOf(matter, t)} />
      </div>
      <Facts list={factsOf(matter, t)} />
    </>
  );
}
/** The ways to the register, filtered; and how many sales are held altogether. */
export function LicenceWays({ today }: { readonly today: Today }) {
  const { t } = useTranslation();
  const { licencesMissing, licencesEnding, salesWithoutLicence } = today;
  const state = licencesMissing.length > 0 ? "none" : licencesEnding.length > 0 ? "ends_soon" : "valid";
  return (
    <>
      {salesWithoutLicence > 0 ? `${t("today.licencesHeld", { count: salesWithoutLicence })} · ` : null}
      <a href={`#/licences?state=${state}`}>{t("today.licencesAll")}</a>
    </>
  );
}
/** The same as a file has it. */
export const licenceMatterTable = (matters: readonly LicenceMatter[], t: TFunction): ListTable => ({
  columns: [t("contractList.agent"), t("rule.state"), t("finding.matter")],
  rows: matters.map((one) => [
    [one.name, one.person ?? ""].join(" ").trim(),
    wordsOf(one, t),
    factsOf(one, t).join(t("list")),
  ]),
});
