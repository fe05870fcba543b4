// Clauses: C3.2, N3

import type { MetricPoint, MetricView } from "@fealty/engine/views/view.ts";
import { LineChart } from "echarts/charts";
import { GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../ui/reading.tsx";
import { usePalette } from "../../ui/theme.tsx";
import { FONTS } from "../../ui/tokens.ts";
import { whiskers } from "./whiskers.ts";

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** Interval as a band and at each point as a line, since between points alone there is a band; target dashed with its label at the end, the running period dashed. Loaded when first shown. */
export function MetricChart({
  metric,
  points,
}: {
  readonly metric: MetricView;
  readonly points: readonly MetricPoint[];
}) {
  const { t } = useTranslation();
  const { format, explain } = useReading();
  const palette = usePalette();
  const place = useRef<HTMLDivElement>(null);
  const summary = points
    .filter((point) => point.value !== null)
    .map((point) => `${format.period(point.period)} ${format.metric(point.value!, metric.unit)}`)
    .join(t("list"));
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, undefined, { renderer: "svg" });
    const closed = points.map((point) => (point.closed ? point.value : null));
    const lastClosed = points.findLastIndex((point) => point.closed);
    const running = points.map((point, index) => (index >= Math.max(lastClosed, 0) ? point.value : null));
    const target = metric.target?.atLeast ?? metric.target?.atMost;
    const values = points
      .flatMap((point) => [point.value, point.low, point.high, point.target ?? null])
      .filter((value) => value !== null);
    const bottom = Math.min(...values, ...(target === undefined ? [] : [target]));
    const top = Math.max(...values, ...(target === undefined ? [] : [target]));
    const room = (top - bottom || 1) * 0.12;
    // Counts and sums stand on zero; shares stay within 0 and 1; scores show where they move.
    const fromZero = (metric.unit === "money" || metric.unit === "number") && bottom >= 0;
    const lowEnd = fromZero ? 0 : metric.unit === "percent" ? Math.max(0, bottom - room) : bottom - room;
    // Beside the plot there is room for the target's label only on a wide card.
    const roomy = element.clientWidth > 460;
    const line = { type: "line" as const, symbol: "circle", symbolSize: 5, animation: false, color: palette.accent };
    const bare = {
      ...line,
      symbol: "none",
      lineStyle: { opacity: 0 },
      silent: true,
      stack: "band",
      stackStrategy: "all" as const,
    };
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONTS[format.language].sans },
      grid: { left: 44, right: roomy ? 92 : 14, top: 14, bottom: 26 },
      tooltip: {
        trigger: "axis",
        confine: true,
        backgroundColor: palette.surface,
        borderColor: palette.line,
        textStyle: { color: palette.ink, fontSize: 12 },
        formatter: (parameters: unknown) => {
          const index = (parameters as readonly { dataIndex: number }[])[0]?.dataIndex ?? 0;
          const point = points[index];
          if (!point || point.value === null) return "";
          const interval =
            point.low === null || point.high === null
              ? ""
              : `<br>${t("metric.interval")} ${format.metric(point.low, metric.unit)} – ${format.metric(point.high, metric.unit)}`;
          return `${format.period(point.period)}<br><b>${format.metric(point.value, metric.unit)}</b>${interval}${point.n === null ? "" : `<br>n = ${format.count(point.n)}`}`;
        },
      },
      xAxis: {
        type: "category",
        boundaryGap: true,
        data: points.map(
          (point) =>
            `${format.periodShort(point.period, points[0]?.period)}${point.closed ? "" : ` ${t("metric.running")}`}`,
        ),
        axisLine: { lineStyle: { color: palette.line } },
        axisTick: { show: false },
        axisLabel: { color: palette.ink2, fontSize: 11, interval: "auto", hideOverlap: true },
      },
      yAxis: {
        type: "value",
        min: lowEnd,
        max: metric.unit === "percent" ? Math.min(1, top + room) : top + room,
        splitNumber: 3,
        splitLine: { lineStyle: { color: palette.line } },
        axisLabel: {
          color: palette.ink2,
          fontSize: 11,
          showMinLabel: fromZero,
          showMaxLabel: false,
          formatter: (value: number) =>
            metric.unit === "percent" ? `${Math.round(value * 100)}%` : format.metric(Math.round(value), "number"),
        },
      },
      series: [
        {
          ...bare,
          data: points.map((point) => point.low),
          markLine: {
            silent: true,
            symbol: "none",
            animation: false,
            label: { show: false },
            lineStyle: { color: palette.accent, type: "solid" as const, width: 2, opacity: 0.45 },
            data: whiskers(points),
          },
        },
        {
          ...bare,
          data: points.map((point) => (point.low === null || point.high === null ? null : point.high - point.low)),
          areaStyle: { color: palette.accent, opacity: 0.1 },
        },
        {
          ...line,
          data: closed,
          lineStyle: { width: 2 },
          ...(target === undefined
            ? {}
            : {
                markLine: {
                  silent: true,
                  symbol: "none",
                  animation: false,
                  lineStyle: { color: palette.accent, type: [4, 4], width: 1 },
                  label: {
                    position: roomy ? "end" : "insideEndTop",
                    color: palette.accent,
                    fontSize: 11,
                    formatter: t("metric.target_end", {
                      target: format.metric(target, metric.unit).replace(/\.0+(?=%?$)/, ""),
                    }),
                  },
                  data: [{ yAxis: target }],
                },
              }),
        },
        { ...line, data: running, lineStyle: { width: 2, type: [3, 3] } },
      ],
    });
    chart.on("click", (event) => {
      const point = points[event.dataIndex];
      if (point) explain(point.ref);
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [metric, points, palette, format, t, explain]);
  return (
    <div
      ref={place}
      className="metric-chart"
      role="img"
      aria-label={t("metric.chartLabel", { title: metric.title, summary })}
    />
  );
}
