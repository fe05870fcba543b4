import { SOMEBODY } from "@fealty/engine/views/privacy.ts";
import type { InstanceView, RuleView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { stateWords } from "./state-words.ts";

/** Every occasion of a rule, open ones first. */
export function InstanceTable({ rule }: { readonly rule: RuleView }) {
  const { t } = useTranslation();
  const { format } = useReading();
  const rest = rule.counts.open + rule.counts.closed - rule.instances.length;
  const about = (instance: InstanceView): string =>
    [instance.period && format.period(instance.period), instance.subject].filter(Boolean).join(" · ") ||
    format.date(instance.openedAt);
  const when = (instance: InstanceView): string => {
    if (instance.closedAt !== undefined) return t("rule.closedAt", { at: format.time(instance.closedAt) });
    if (instance.dueAt !== undefined)
      return t(instance.estimated ? "rule.dueEstimated" : "rule.due", { at: format.due(instance.dueAt) });
    return t("rule.since", { at: format.time(instance.openedAt) });
  };
  return (
    <ScrollX label={rule.title}>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{t("rule.subject")}</th>
            <th scope="col">{t("rule.state")}</th>
            <th scope="col">{t("rule.time")}</th>
          </tr>
        </thead>
        <tbody>
          {rule.instances.map((instance) => {
            const words = stateWords(t, format, instance.state, instance);
            return (
              <tr key={`${instance.ref} ${instance.bearer ?? ""} ${instance.openedAt}`}>
                <td>
                  <Figure of={instance.ref}>{about(instance)}</Figure>
                </td>
                <td>
                  <StateMark state={instance.state} {...(words ? { words } : {})} />
                  {instance.decision?.reasons ? <div className="quiet">{instance.decision.reasons}</div> : null}
                </td>
                <td className="time">{when(instance)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rule.instances.some(({ subject }) => subject === SOMEBODY) ? <p className="quiet">{t("rule.masked")}</p> : null}
      {rest > 0 ? <p className="quiet">{t("rule.more", { count: format.count(rest) })}</p> : null}
    </ScrollX>
  );
}
