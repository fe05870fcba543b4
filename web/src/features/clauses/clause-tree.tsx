// Clauses: N1
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useReading } from "../../ui/reading.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { waitingByClause } from "../../ui/waiting.ts";
import { stateWords } from "./state-words.ts";
import "./clause-tree.css";

/** Chapters and clauses with their live state. `current` is the clause on screen. */
export function ClauseTree({ current, hrefOf }: { readonly current: string; readonly hrefOf: (id: string) => string }) {
  const { t } = useTranslation();
  const { view, format, openClause } = useReading();
  const [onlyLive, setOnlyLive] = useState(false);
  const waiting = useMemo(() => waitingByClause(view.findings), [view]);
  const chapters = useMemo(
    () =>
      view.chapters
        .map((chapter) => ({
          ...chapter,
          clauses: chapter.clauses.filter((id) => !onlyLive || id === current || view.clauses[id]?.state !== undefined),
        }))
        .filter((chapter) => chapter.clauses.length > 0),
    [view, onlyLive, current],
  );
  return (
    <nav className="tree" aria-label={t("tree.label")}>
      <button type="button" className="link tree-filter" aria-pressed={onlyLive} onClick={() => setOnlyLive(!onlyLive)}>
        {t(onlyLive ? "tree.all" : "tree.filter")}
      </button>
      {chapters.map((chapter) => (
        <section key={chapter.id}>
          <h2>{chapter.title}</h2>
          <ul>
            {chapter.clauses.map((id) => {
              const clause = view.clauses[id]!;
              const undecided = waiting.get(id) ?? 0;
              const words = clause.state && stateWords(t, format, clause.state, clause.worst);
              return (
                <li key={id}>
                  <a
                    href={hrefOf(id)}
                    className={id === current ? "node on" : "node"}
                    aria-current={id === current ? "page" : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                      event.preventDefault();
                      openClause(id);
                    }}
                  >
                    <span className="number">{clause.number}</span>
                    <span className="title" title={clause.title}>
                      {clause.title}
                    </span>
                    {clause.state ? <StateMark state={clause.state} {...(words ? { words } : {})} /> : null}
                    {undecided > 0 ? (
                      <StateMark state="missed" words={t("tree.waiting", { count: undecided })} />
                    ) : null}
                  </a>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </nav>
  );
}
