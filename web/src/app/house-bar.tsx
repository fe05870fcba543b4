// Clauses: N1
import Button from "antd/es/button";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Company, reasonOf } from "../source/house-client.ts";
import { houseFormat } from "../ui/house-format.ts";
import { useMedia } from "../ui/use-media.ts";
import { CompanySwitch } from "./company-switch.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { NoFactsSince } from "./no-facts-since.tsx";
import { useWho } from "./who-context.tsx";

const DAY = 86_400_000_000;
const MONTH = 30 * DAY;
/** Milliseconds: so often the bar asks whether another page or a person moved the time. */
const LOOKED_AT = 10_000;

/** Under the bar: whose house this is, that its data are invented, and its present moment, which can be moved. */
export function HouseBar({ changed }: { readonly changed: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const house = useHouse();
  const { answer: company, again } = useAsked("company", (one) => one.company.read());
  const who = useWho();
  const may = who?.may ?? [];
  const [mayMove, mayWatch] = [may.includes("move-clock"), may.includes("read-progress")];
  const [moving, setMoving] = useState<string>();
  const language = i18n.language === "en" ? "en" : "zh";
  const [problem, setProblem] = useState<string>();
  const done = useCallback(
    (why?: string) => {
      setMoving(undefined);
      setProblem(why);
      again();
    },
    [again],
  );
  useEffect(() => {
    const looking = setInterval(again, LOOKED_AT);
    return () => clearInterval(looking);
  }, [again]);
  const seen = useRef<string>(undefined);
  const now = company && JSON.stringify([company.now, company.contracts, company.demonstration]);
  useEffect(() => {
    if (now === undefined) return;
    if (seen.current !== undefined && seen.current !== now) changed();
    seen.current = now;
  }, [now, changed]);
  // Its place is kept: what stands below does not move under the pointer.
  if (!company) return <div className="house-bar screen-only" />;
  const work = moving ?? company.moving ?? company.founding;
  const move = (to: number): void => {
    setProblem(undefined);
    house.company.moveClock({ party: "company", to }).then(
      ({ work: started }) => setMoving(started),
      (failure: unknown) => setProblem(reasonOf(failure, language)),
    );
  };
  const format = houseFormat(language, company.now);
  return (
    <section className="house-bar screen-only" aria-label={company.name[language]}>
      <b>{company.name[language]}</b>
      {who ? <CompanySwitch who={who} /> : null}
      {company.demonstration ? <span className="demo-mark">{t("house.demo")}</span> : null}
      <NoFactsSince company={company} told="shortly" />
      <span className="grow" />
      {work && mayWatch ? (
        <Work
          key={work}
          work={work}
          begun={again}
          done={done}
          founds={work === company.founding}
          stop={work !== company.founding && mayMove}
        />
      ) : null}
      {company.demonstration && !work && mayMove ? (
        <Clock company={company} now={format.time(company.now)} move={move} />
      ) : null}
      {company.demonstration && !mayMove ? <Moment now={format.time(company.now)} /> : null}
      {company.clockFaults ? <p role="alert">{t("house.clockOff")}</p> : null}
      {problem === undefined ? null : <p role="alert">{problem}</p>}
    </section>
  );
}
/** The present moment, for whoever may not move it: on a phone by itself, as for those who may. */
function Moment({ now }: { readonly now: string }) {
  const { t } = useTranslation();
  const told = t("house.now", { at: now });
  const wide = useMedia("(min-width: 641px)");
  return (
    <span className="quiet" title={told}>
      {wide ? told : now}
    </span>
  );
}
function Clock({
  company,
  now,
  move,
}: {
  readonly company: Company;
  readonly now: string;
  readonly move: (to: number) => void;
}) {
  const { t } = useTranslation();
  const wide = useMedia("(min-width: 641px)");
  const buttons = (
    <>
      <Button size="small" onClick={() => move(company.now - MONTH)}>
        {t("house.monthBack")}
      </Button>
      <Button size="small" onClick={() => move(company.now - DAY)}>
        {t("house.dayBack")}
      </Button>
      <Button size="small" onClick={() => move(company.now + DAY)}>
        {t("house.dayOn")}
      </Button>
      <Button size="small" onClick={() => move(company.now + MONTH)}>
        {t("house.monthOn")}
      </Button>
    </>
  );
  return wide ? (
    <span className="row clock">
      <span className="quiet">{t("house.now", { at: now })}</span>
      {buttons}
    </span>
  ) : (
    // On a phone the moment is read; who wants to move it opens it.
    <details className="clock">
      <summary aria-label={t("house.now", { at: now })}>{now}</summary>
      <span className="row">{buttons}</span>
    </details>
  );
}
function Work({
  work,
  begun,
  done,
  founds,
  stop,
}: {
  readonly work: string;
  /** Told once when contracts are being computed: from then on the company stands at another moment. */
  readonly begun: () => void;
  readonly done: (why?: string) => void;
  /** It is the founding of the demonstration, and not its clock that moves. */
  readonly founds: boolean;
  readonly stop: boolean;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const house = useHouse();
  const [progress, setProgress] = useState<{ readonly done: number; readonly of: number }>();
  // What was computed on the way is computed back: how much of it nobody counts.
  const [stopping, setStopping] = useState(false);
  useEffect(() => {
    let current = true;
    let told = false;
    const look = async (): Promise<void> => {
      while (current) {
        const { state, done: so, of, text } = await house.company.progress({ party: "company", work });
        if (!current) return;
        setProgress({ done: so, of });
        if (of > 0 && !told) begun();
        told ||= of > 0;
        if (state !== "running")
          return done(text?.[language] ?? (state === "cancelled" ? t("house.moved") : undefined));
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    };
    void look().catch((failure: unknown) => current && done(reasonOf(failure, language)));
    return () => {
      current = false;
    };
  }, [house, work, begun, done, language, t]);
  const percent = progress && progress.of > 0 ? Math.floor((progress.done / progress.of) * 100) : 0;
  return (
    <span className="row clock" role="status">
      <span className="quiet">
        {stopping
          ? t("house.stopping")
          : progress && progress.of > 0
            ? t(founds ? "house.founding" : "house.moving", progress)
            : t("house.begins")}
      </span>
      <progress
        max={100}
        {...(stopping ? {} : { value: percent })}
        aria-label={t(founds ? "house.foundingShort" : "house.movingShort")}
      />
      {stop && !stopping ? (
        <Button
          size="small"
          onClick={() => {
            setStopping(true);
            void house.company.cancel({ party: "company", work });
          }}
        >
          {t("house.stop")}
        </Button>
      ) : null}
    </span>
  );
}
