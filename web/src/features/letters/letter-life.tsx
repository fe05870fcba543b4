// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { Letter } from "../../source/house-client.ts";
import { Facts } from "../../ui/facts.tsx";
import type { Format } from "../../ui/format.ts";

/** Who wrote a letter, who put it in force, how it ended: for the company's own eyes, and not on paper. */
export function LetterLife({ letter, format }: { readonly letter: Letter; readonly format: Format }) {
  const { t } = useTranslation();
  const { preparedBy, activatedBy, activatedAt, endedAt, endGround, endWords, recallPublishedAt } = letter;
  const list = [
    t("letters.preparedBy", { name: preparedBy ?? t("letters.machine") }),
    ...(activatedAt === undefined
      ? []
      : [t("letters.activatedBy", { name: activatedBy ?? t("letters.machine"), at: format.time(activatedAt) })]),
    ...(endedAt === undefined || endGround === undefined
      ? []
      : [t("letters.endedBy", { at: format.time(endedAt) }), t(`letters.endGrounds.${endGround}`)]),
    ...(endWords ? [endWords] : []),
    ...(recallPublishedAt === undefined ? [] : [t("letters.published", { at: format.time(recallPublishedAt) })]),
  ];
  return (
    <div className="screen-only">
      <Facts list={list} />
    </div>
  );
}
