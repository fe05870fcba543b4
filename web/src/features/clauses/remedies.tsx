// Clauses: N5

import type { RuleView } from "@fealty/engine/views/view.ts";
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../ui/reading.tsx";

/** The playbook's entries for this kind of finding or this metric. */
export function Remedies({ rule }: { readonly rule: RuleView }) {
  const { t } = useTranslation();
  const { view } = useReading();
  const [open, setOpen] = useState(false);
  const metricId = rule.metric?.split("/")[1];
  const fitting = view.remedies.filter((remedy) =>
    remedy.metric === undefined
      ? remedy.finding !== undefined && remedy.finding === rule.finding && rule.kind !== "threshold"
      : remedy.metric === metricId || remedy.metric === rule.metric,
  );
  if (fitting.length === 0) return null;
  return (
    <div className="remedies">
      <Button type={open ? "default" : "primary"} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open
          ? t("rule.showFewer")
          : t("rule.remedies", { count: fitting.flatMap((one) => one.actions).length || fitting.length })}
      </Button>
      {open
        ? fitting.map((remedy) => (
            <section key={remedy.id}>
              <h4>{remedy.title}</h4>
              <p className="quiet">{remedy.text}</p>
              <ul>
                {remedy.actions.map((action) => (
                  <li key={action}>{action}</li>
                ))}
              </ul>
            </section>
          ))
        : null}
    </div>
  );
}
