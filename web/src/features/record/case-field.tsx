// Clauses: C8.3, N7
import type { TimelinePage } from "@fealty/engine/views/view.ts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { useReading } from "../../ui/reading.tsx";

/** Kinds of facts that begin a case, with the field that has its number. */
const BEGIN: Readonly<Record<string, string>> = { complaint_opened: "case", authority_act: "act" };
const MOST = 200;
const casesIn = ({ events }: TimelinePage): string[] => [
  ...new Set(
    events.flatMap(({ kind, details }) => details.filter(({ name }) => name === BEGIN[kind]).map(({ text }) => text)),
  ),
];
/** The cases that this party sees on the timeline, the latest first. */
export function CaseField({
  house,
  value,
  fault,
  change,
}: {
  readonly house: HouseClient;
  readonly value: string;
  readonly fault: string | undefined;
  readonly change: (value: string) => void;
}) {
  const { t } = useTranslation();
  const { view } = useReading();
  const { number, party, language, asOf } = view;
  const [cases, setCases] = useState<readonly string[]>();
  useEffect(() => {
    let current = true;
    const filter = { kinds: Object.keys(BEGIN), words: "", offset: 0, limit: MOST };
    house.contract.timeline({ number, party, language, asOf, ...filter }).then(
      (page) => current && setCases(casesIn(page)),
      () => current && setCases([]),
    );
    return () => {
      current = false;
    };
  }, [house, number, party, language, asOf]);
  const first = cases?.[0];
  useEffect(() => {
    if (value === "" && first !== undefined) change(first);
  }, [value, first, change]);
  if (cases?.length === 0) return <p className="quiet">{t("record.noCases")}</p>;
  return (
    <ChoiceField
      label={t("record.caseNumber")}
      hint={t("record.caseHint")}
      fault={fault}
      value={value}
      change={change}
      options={(cases ?? []).map((one) => ({ value: one, label: one }))}
    />
  );
}
