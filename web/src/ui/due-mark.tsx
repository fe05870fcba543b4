// Clauses: C7.1
import { parseDay } from "@fealty/engine/values/date.ts";
import { useTranslation } from "react-i18next";
import { keptDates } from "./kept-dates.tsx";
import { StateMark } from "./state-mark.tsx";

/** Until when a request is to be answered, and how many days are left or over. */
export function DueMark({ dueOn, day }: { readonly dueOn: string; readonly day: string }) {
  const { t } = useTranslation();
  const left = (parseDay(dueOn) ?? 0) - (parseDay(day) ?? 0);
  const words =
    left < 0
      ? t("privacy.late", { count: -left })
      : left === 0
        ? t("privacy.leftNone")
        : t("privacy.left", { count: left });
  return (
    <span className="row">
      <span>{keptDates(t("privacy.due", { day: dueOn }))}</span>
      <StateMark state={left < 0 ? "missed" : left === 0 ? "at_risk" : "running"} words={words} />
    </span>
  );
}
