// Clauses: C1.2
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { WaitingList } from "../features/access/waiting-list.tsx";
import { PeopleAlike } from "../features/people/people-alike.tsx";
import { type PeopleFilter, PeopleList } from "../features/people/people-list.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { ROLES } from "../ui/role-words.ts";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import type { PageSearch } from "./search.ts";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

/** Who is who; the filters stand in the link, so that a list can be sent to a colleague. */
export function PeoplePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const company = useCompany();
  useTitle(t("people.title"));
  const filter = filterOf(useSearch({ strict: false }) as PageSearch);
  const asked = useDeferredValue(filter);
  const { text, ...others } = asked;
  const question = { party: "company" as const, ...others, ...(text === "" ? {} : { text }) };
  const key = JSON.stringify([question, company?.now, company?.contracts]);
  const { page, failure, busy, again, more } = useRows(key, (one, span) => one.people.list({ ...question, ...span }));
  const organisation = useAsked(`organisation ${company?.now ?? ""}`, (one) =>
    one.organisation.read({ party: "company" }),
  );
  const house = useHouse();
  const mayApprove = useWho()?.may.includes("list-prepared") === true;
  const waiting = useAsked(`waiting ${mayApprove}`, async (one) =>
    mayApprove ? one.access.waiting({ party: "company" }) : [],
  );
  const mayMerge = useWho()?.may.includes("find-duplicate-people") === true;
  const alike = useAsked(`alike ${mayMerge} ${company?.now ?? ""}`, async (one) =>
    mayMerge ? one.people.duplicates({ party: "company" }) : { total: 0, groups: [] },
  );
  const setFilter = (next: PeopleFilter): void =>
    void navigate({ to: "/people", search: (old: PageSearch) => searchOf(old, next), replace: true });
  return (
    <main id="main" tabIndex={-1}>
      {mayApprove ? <WaitingList house={house} waiting={waiting.answer ?? []} changed={() => waiting.again()} /> : null}
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {page || !failure ? (
        <PeopleList
          page={page}
          branches={organisation.answer?.branches ?? []}
          busy={busy}
          filter={filter}
          setFilter={setFilter}
          more={more}
        />
      ) : null}
      {alike.answer ? <PeopleAlike alike={alike.answer} /> : null}
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
