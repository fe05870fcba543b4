// Clauses: C1.2, N7
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ActivityFilter } from "../features/activity/activity-filter.ts";
import { ActivityList } from "../features/activity/activity-list.tsx";
import { dayAfter } from "../ui/day-span.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useHouse } from "./house-context.tsx";
import type { PageSearch } from "./search.ts";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";

/** Who did what; the filters stand in the link. */
export function ActivityPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  useTitle(t("activity.title"));
  const { contract, person, fromOn, untilOn } = useSearch({ strict: false }) as PageSearch;
  const filter: ActivityFilter = {
    ...(contract === undefined ? {} : { contract }),
    ...(person === undefined ? {} : { person }),
    ...(fromOn === undefined ? {} : { fromOn }),
    ...(untilOn === undefined ? {} : { untilOn }),
  };
  const { untilOn: last, ...others } = filter;
  const question = {
    party: "company" as const,
    ...others,
    ...(last === undefined ? {} : { beforeOn: dayAfter(last) }),
  };
  const { page, failure, busy, again, more, whole } = useRows(`activity ${JSON.stringify(question)}`, (one, span) =>
    one.activity.list({ ...question, ...span }),
  );
  const setFilter = (next: ActivityFilter): void =>
    void navigate({
      to: "/activity",
      search: ({ lang }: PageSearch) => ({ ...(lang === undefined ? {} : { lang }), ...next }),
    });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      <ActivityList
        house={house}
        page={failure ? undefined : page}
        busy={busy}
        filter={filter}
        setFilter={setFilter}
        more={more}
        whole={whole}
      />
    </main>
  );
}
