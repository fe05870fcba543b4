import type { StateName } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";

/** Mark, word and colour always together (look.md, States). */
export const MARKS: Readonly<Record<StateName, string>> = {
  met: "●",
  at_risk: "▲",
  missed: "■",
  running: "○",
  indeterminate: "◇",
  not_enough_data: "…",
  suspended: "‖",
  excused: "–",
  not_started: "◌",
  waived: "✓",
  ended: "□",
};
export function StateMark({ state, words }: { readonly state: StateName; readonly words?: string }) {
  const { t } = useTranslation("words");
  return (
    <span className={`state state-${state}`}>
      <span className="mark" aria-hidden="true">
        {MARKS[state]}
      </span>
      {words ?? t(`state.${state}`)}
    </span>
  );
}
