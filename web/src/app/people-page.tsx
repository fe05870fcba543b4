// Clauses: C1.2
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { type PeopleFilter, PeopleList } from "../features/people/people-list.tsx";
import type { PeoplePage as Page } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { ROLES } from "../ui/role-words.ts";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import type { PageSearch } from "./search.ts";
import { useTitle } from "./use-title.ts";

const PAGE = 60;

/** Who is who; the filters stand in the link, so that a list can be sent to a colleague. */
export function PeoplePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  const company = useCompany();
  useTitle(t("people.title"));
  const filter = filterOf(useSearch({ strict: false }) as PageSearch);
  const asked = useDeferredValue(filter);
  const { text, ...others } = asked;
  const question = { party: "company" as const, limit: PAGE, ...others, ...(text === "" ? {} : { text }) };
  const key = JSON.stringify([question, company?.now, company?.contracts]);
  const { answer, failure, busy, again } = useAsked(key, (one) => one.people.list(question));
  const organisation = useAsked(`organisation ${company?.now ?? ""}`, (one) =>
    one.organisation.read({ party: "company" }),
  );
  const [rest, setRest] = useState<{ readonly key: string; readonly rows: Page["rows"] }>();
  const rows = [...(answer?.rows ?? []), ...(rest?.key === key ? rest.rows : [])];
  const more =
    answer && rows.length < answer.total
      ? () =>
          void house.people
            .list({ ...question, offset: rows.length })
            .then((next) => setRest({ key, rows: [...rows.slice(answer.rows.length), ...next.rows] }))
      : undefined;
  const setFilter = (next: PeopleFilter): void =>
    void navigate({ to: "/people", search: (old: PageSearch) => searchOf(old, next), replace: true });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer || !failure ? (
        <PeopleList
          page={answer && { ...answer, rows }}
          branches={organisation.answer?.branches ?? []}
          busy={busy}
          filter={filter}
          setFilter={setFilter}
          more={more}
        />
      ) : null}
    </main>
  );
}
const WHENS = ["now", "later", "ended"] as const;
const filterOf = ({ text, role, branch, when }: PageSearch): PeopleFilter => {
  const chosen = ROLES.find((one) => one === role);
  return {
    text: text ?? "",
    ...(chosen === undefined ? {} : { role: chosen }),
    ...(branch === undefined ? {} : { branch }),
    when: WHENS.find((one) => one === when) ?? "now",
  };
};
const searchOf = ({ lang }: PageSearch, { text, role, branch, when }: PeopleFilter): PageSearch => ({
  ...(lang === undefined ? {} : { lang }),
  ...(text === "" ? {} : { text }),
  ...(role === undefined ? {} : { role }),
  ...(branch === undefined ? {} : { branch }),
  ...(when === "now" ? {} : { when }),
});
