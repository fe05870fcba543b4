// Clauses: N1, C10.2

import type { Mark } from "@fealty/engine/views/view.ts";
import Button from "antd/es/button";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Format } from "../../ui/format.ts";
import "./as-of-bar.css";

const DAY = 86_400_000_000;

/**
 * The moment shown. Dragging or arrow keys move it by days; ticks stand where states changed, and two buttons step from
 * one change to the next.
 */
export function AsOfBar({
  from,
  until,
  now,
  asOf,
  marks,
  busy,
  nextChangeAt,
  format,
  move,
  settle,
  troubles,
}: {
  readonly from: number;
  readonly until: number;
  readonly now: number;
  readonly asOf: number;
  readonly marks: readonly Mark[];
  readonly busy: boolean;
  readonly nextChangeAt: number | null;
  readonly format: Format;
  readonly move: (asOf: number) => void;
  readonly settle: (asOf: number) => void;
  /** Why another moment is shown than the link asked for. */
  readonly troubles: readonly string[];
}) {
  const { t } = useTranslation();
  // Days counted from `now`, so that every stop keeps its time of day and `now` is one of them; the two ends are the very first
  // and the very last moment.
  const ends = [Math.floor((from - now) / DAY), Math.ceil((until - now) / DAY)] as const;
  const at = (value: number): number => (value === ends[0] ? from : value === ends[1] ? until : now + value * DAY);
  const day = asOf === from ? ends[0] : asOf === until ? ends[1] : Math.round((asOf - now) / DAY);
  // A link may lead beyond: then the line reaches there, and keeps doing so while the hand moves back, until another link.
  const reach = useRef({ asOf, first: day, last: day });
  const byHand = useRef<number>(undefined);
  const before = reach.current;
  if (asOf !== before.asOf)
    reach.current =
      asOf === byHand.current
        ? { asOf, first: Math.min(before.first, day), last: Math.max(before.last, day) }
        : { asOf, first: day, last: day };
  const first = Math.min(ends[0], reach.current.first);
  const last = Math.max(ends[1], reach.current.last);
  const handTo =
    (go: (moment: number) => void) =>
    (moment: number): void => {
      byHand.current = moment;
      go(moment);
    };
  const [moveTo, settleAt] = [handTo(move), handTo(settle)];
  const share = (instant: number): string =>
    `${Math.max(0, Math.min(100, (100 * (instant - at(first))) / (at(last) - at(first))))}%`;
  // What is still to come is not yet so at the moment shown.
  const pastDay = marks.filter((mark) => mark.at > asOf - DAY && mark.at <= asOf);
  /** The first stop at or after a change, so that it is seen. */
  const stopOf = (moment: number): number => Math.ceil((moment - now) / DAY);
  const stepTo = (moment: number | undefined) => {
    if (moment !== undefined) settleAt(at(Math.max(first, stopOf(moment))));
  };
  const previous = marks.findLast((mark) => stopOf(mark.at) < day)?.at;
  // Where the facts end the marks do too; from there on the engine says itself when something changes.
  const coming = [
    marks.find((mark) => stopOf(mark.at) > day)?.at,
    asOf >= now && nextChangeAt !== null && stopOf(nextChangeAt) > day ? nextChangeAt : undefined,
  ].filter((moment) => moment !== undefined);
  const next = coming.length === 0 ? undefined : Math.min(...coming);
  return (
    <section className="as-of" aria-label={t("asOf.slider")}>
      <div className="line">
        <span className="edge">{format.date(Math.min(from, at(first))).slice(0, 7)}</span>
        <Button
          size="small"
          type="text"
          disabled={previous === undefined}
          aria-label={t("asOf.previous")}
          title={t("asOf.previous")}
          onClick={() => stepTo(previous)}
        >
          ◂
        </Button>
        <div className="track">
          <div className="ticks" aria-hidden="true">
            {marks.map((mark) => (
              <i
                key={`${mark.at} ${mark.what} ${mark.text}`}
                className={`tick ${mark.what}`}
                style={{ insetInlineStart: share(mark.at) }}
                title={`${format.date(mark.at)} ${mark.text}`}
              />
            ))}
            <i className="tick now" style={{ insetInlineStart: share(now) }} />
          </div>
          <Line
            first={first}
            last={last}
            day={day}
            name={t("asOf.slider")}
            shown={format.time(asOf)}
            move={(to) => moveTo(at(to))}
            settle={(to) => settleAt(at(to))}
          />
        </div>
        <Button
          size="small"
          type="text"
          disabled={next === undefined}
          aria-label={t("asOf.next")}
          title={t("asOf.next")}
          onClick={() => stepTo(next)}
        >
          ▸
        </Button>
        <span className="edge">{format.date(Math.max(until - 1, at(last))).slice(0, 7)}</span>
        <span className="moment" aria-live="polite">
          {t("asOf.label")} {format.time(asOf)}
        </span>
        <Button size="small" disabled={day === 0} onClick={() => settleAt(now)}>
          {t("asOf.now")}
        </Button>
      </div>
      {troubles.map((trouble) => (
        <p key={trouble} className="trouble" role="status">
          {trouble}
        </p>
      ))}
      <p className="quiet note">
        {busy
          ? t("asOf.evaluating")
          : asOf > now
            ? t("asOf.future", { at: format.time(now) })
            : pastDay.length > 0
              ? `${t("asOf.marks")}${[...new Set(pastDay.map((mark) => mark.text))].slice(0, 3).join(t("list"))}`
              : nextChangeAt === null
                ? " "
                : t("asOf.nextChange", { at: format.time(nextChangeAt) })}
      </p>
    </section>
  );
}

/** The browser's own range: in every browser it has its keys, takes a finger anywhere on it, and is read out by what it shows. */
function Line({
  first,
  last,
  day,
  name,
  shown,
  move,
  settle,
}: {
  readonly first: number;
  readonly last: number;
  readonly day: number;
  readonly name: string;
  readonly shown: string;
  /** While the hand is on it. */
  readonly move: (day: number) => void;
  /** Let go, or a key pressed. */
  readonly settle: (day: number) => void;
}) {
  const line = useRef<HTMLInputElement>(null);
  const settled = useRef(settle);
  settled.current = settle;
  // Of letting go the browser tells by `change`, a name that React gives to every move.
  useEffect(() => {
    const input = line.current;
    const letGo = (): void => settled.current(Number(input?.value));
    input?.addEventListener("change", letGo);
    return () => input?.removeEventListener("change", letGo);
  }, []);
  return (
    <input
      ref={line}
      type="range"
      min={first}
      max={last}
      step={1}
      value={day}
      aria-label={name}
      aria-valuetext={shown}
      style={{ "--share": `${(100 * (day - first)) / Math.max(1, last - first)}%` } as React.CSSProperties}
      onChange={(event) => move(Number(event.target.value))}
    />
  );
}
