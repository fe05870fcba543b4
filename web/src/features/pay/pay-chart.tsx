import type { StatementView } from "@fealty/engine/views/view.ts";
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../ui/reading.tsx";
import { usePalette } from "../../ui/theme.tsx";
import { FONTS } from "../../ui/tokens.ts";
import { marksOf, payScale } from "./pay-scale.ts";

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Above and below the bars, in pixels. */
const [TOP, BOTTOM] = [12, 6];
/** The amounts of the scale, each beside its line; they stay in sight whatever month is shown. */
export function PayScale({ statements }: { readonly statements: readonly StatementView[] }) {
  const { format } = useReading();
  const scale = payScale(statements.map(({ payable }) => Number(payable)));
  const words = (value: number): string =>
    format.language === "zh" && Math.abs(value) >= 10_000 ? `${Math.round(value / 100) / 100} 万` : format.count(value);
  return (
    <div className="pay-scale" aria-hidden="true">
      <div style={{ inset: `${TOP}px 0 ${BOTTOM}px` }}>
        {marksOf(scale).map((mark) => (
          <span key={mark} style={{ bottom: `${((mark - scale.min) / (scale.max - scale.min)) * 100}%` }}>
            {words(mark)}
          </span>
        ))}
      </div>
    </div>
  );
}
/** Payable by period from zero; open periods are outlined and dashed. Loaded when first shown. */
export function PayChart({
  statements,
  chosen,
  choose,
}: {
  readonly statements: readonly StatementView[];
  readonly chosen: string;
  readonly choose: (period: string) => void;
}) {
  const { t } = useTranslation();
  const { format } = useReading();
  const palette = usePalette();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, undefined, { renderer: "svg" });
    const { min, max, step } = payScale(statements.map(({ payable }) => Number(payable)));
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONTS[format.language].sans },
      // The scale stands beside the row and does not scroll with it.
      grid: { left: 8, right: 8, top: TOP, bottom: BOTTOM },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "none" },
        confine: true,
        backgroundColor: palette.surface,
        borderColor: palette.line,
        textStyle: { color: palette.ink, fontSize: 12 },
        formatter: (parameters: unknown) => {
          const statement = statements[(parameters as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0];
          return statement
            ? `${format.period(statement.period)} · ${t(`pay.status.${statement.status}`)}<br><b>${format.money(statement.payable)}</b>`
            : "";
        },
      },
      xAxis: {
        type: "category",
        data: statements.map((statement) => format.periodShort(statement.period, statements[0]?.period)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.line } },
        axisLabel: { show: false },
      },
      yAxis: {
        type: "value",
        min,
        max,
        interval: step,
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: { show: false },
      },
      series: [
        {
          type: "bar",
          barMaxWidth: 28,
          data: statements.map((statement) => ({
            value: Number(statement.payable),
            itemStyle: {
              color:
                statement.status === "open"
                  ? palette.accentSoft
                  : statement.period === chosen
                    ? palette.accent
                    : palette.accentMid,
              borderColor: statement.period === chosen ? palette.accent : palette.accentMid,
              borderType: statement.status === "open" ? "dashed" : "solid",
            },
          })),
        },
      ],
    });
    chart.on("click", (event) => {
      const statement = statements[event.dataIndex];
      if (statement) choose(statement.period);
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [statements, chosen, choose, palette, format, t]);
  const label = statements.map((one) => `${format.period(one.period)} ${format.money(one.payable)}`).join(t("list"));
  return <div ref={place} className="pay-chart" role="img" aria-label={`${t("pay.byMonth")}: ${label}`} />;
}
