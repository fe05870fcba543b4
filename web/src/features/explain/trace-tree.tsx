import type { TraceView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { Figure } from "../../ui/figure.tsx";
import { useReading } from "../../ui/reading.tsx";
import { traceValue } from "./trace-value.ts";

/** What a figure was made from, each part with its own parts. */
export function TraceTree({ inputs }: { readonly inputs: readonly TraceView[] }) {
  const { t } = useTranslation();
  const { format } = useReading();
  return (
    <ul className="trace">
      {inputs.map((input, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: inputs may repeat and never move
        <li key={index}>
          <span className="what">{input.what}</span>{" "}
          <b>
            {input.ref === undefined ? (
              traceValue(input, input.unit, format, t)
            ) : (
              <Figure of={input.ref}>{traceValue(input, input.unit, format, t)}</Figure>
            )}
          </b>
          {input.formula && input.formula !== input.value ? <div className="quiet part">{input.formula}</div> : null}
          {input.inputs.length > 0 ? <TraceTree inputs={input.inputs} /> : null}
        </li>
      ))}
    </ul>
  );
}
