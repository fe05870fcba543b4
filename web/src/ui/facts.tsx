import { Fragment } from "react";
import { keptDates } from "./kept-dates.tsx";

/** Short facts on one line, parted by dots; a line breaks between facts, not inside one. */
export function Facts({
  list,
  className = "quiet",
}: {
  readonly list: readonly string[];
  readonly className?: string;
}) {
  return (
    <p className={className}>
      {list.map((fact, index) => (
        <Fragment key={fact}>
          {index > 0 ? " · " : null}
          <span className="fact">{keptDates(fact)}</span>
        </Fragment>
      ))}
    </p>
  );
}
