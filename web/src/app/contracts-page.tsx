import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { ContractList, type ListFilter, MODES, STATES } from "../features/contracts/contract-list.tsx";
import type { Company, ContractPage } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { ComputedSoFar } from "./computed-so-far.tsx";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { LastingViews } from "./lasting-views.tsx";
import { OwnLicences } from "./own-licences.tsx";
import { OwnTeams } from "./own-teams.tsx";
import { OwnRulesToRead } from "./rules-to-read.tsx";
import type { PageSearch } from "./search.ts";
import { useTitle } from "./use-title.ts";
import { useWho } from "./who-context.tsx";

const PAGE = 60;
/** As many as one answer brings. */
const MOST = 500;

/** The list of contracts; its filters stand in the link, so that a list can be sent to a colleague. */
export function ContractsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const house = useHouse();
  const company = useCompany();
  const who = useWho();
  const party = who?.parties[0];
  useTitle(t("contracts"));
  const filter = filterOf(useSearch({ strict: false }) as PageSearch);
  const asked = useDeferredValue(filter);
  const question = questionOf(asked, company);
  const key = JSON.stringify([question, company?.now, company?.contracts]);
  const { answer, failure, busy, again } = useAsked(key, (one) => one.contracts.list(question));
  const [rest, setRest] = useState<{ readonly key: string; readonly rows: ContractPage["rows"] }>();
  const rows = [...(answer?.rows ?? []), ...(rest?.key === key ? rest.rows : [])];
  const last = rows.at(-1)?.number;
  const more =
    answer && last !== undefined && rows.length < answer.counts.contracts
      ? () =>
          void house.contracts
            .list({ ...question, after: last })
            .then((next) => setRest({ key, rows: [...rows.slice(answer.rows.length), ...next.rows] }))
      : undefined;
  const whole = async (): Promise<ContractPage["rows"]> => {
    const all: ContractPage["rows"] = [];
    for (;;) {
      const after = all.at(-1)?.number;
      const next = await house.contracts.list({ ...question, limit: MOST, ...(after === undefined ? {} : { after }) });
      all.push(...next.rows);
      if (next.rows.length < MOST) return all;
    }
  };
  const setFilter = (next: ListFilter): void =>
    void navigate({ to: "/contracts", search: (old: PageSearch) => searchOf(old, next), replace: true });
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {answer ? (
        <ComputedSoFar
          computed={answer.computed}
          again={again}
          words={company?.founding === undefined ? "house.computed" : "contractList.founding"}
        />
      ) : null}
      {who?.former && who.parties[0] !== "company" ? <LastingViews party={who.parties[0] ?? "agent"} /> : null}
      {party !== undefined && party !== "company" && who?.may.includes("acknowledge-rules") ? (
        <OwnRulesToRead party={party} />
      ) : null}
      {party === "agent" && !who?.former ? <OwnTeams /> : null}
      {party === "agent" && who?.may.includes("read-own-licences") ? <OwnLicences /> : null}
      {company ? (
        <ContractList
          company={company}
          page={answer && { ...answer, rows }}
          busy={busy}
          filter={filter}
          setFilter={setFilter}
          more={more}
          whole={whole}
        />
      ) : failure ? null : (
        <p className="quiet pad" data-waits="">
          {t("contractList.loading")}
        </p>
      )}
    </main>
  );
}
const filterOf = ({ text, mode, state, branch, risk, findings }: PageSearch): ListFilter => ({
  text: text ?? "",
  ...(isOneOf(MODES, mode) ? { mode } : {}),
  ...(isOneOf(STATES, state) ? { state } : {}),
  ...(branch === undefined ? {} : { branch }),
  ...(risk === "yes" ? { risk: true } : {}),
  ...(findings === "yes" ? { findings: true } : {}),
});
const isOneOf = <One extends string>(all: readonly One[], one: string | undefined): one is One =>
  (all as readonly (string | undefined)[]).includes(one);
const searchOf = ({ lang }: PageSearch, { text, mode, state, branch, risk, findings }: ListFilter): PageSearch => ({
  ...(lang === undefined ? {} : { lang }),
  ...(text === "" ? {} : { text }),
  ...(mode === undefined ? {} : { mode }),
  ...(state === undefined ? {} : { state }),
  ...(branch === undefined ? {} : { branch }),
  ...(risk ? { risk: "yes" as const } : {}),
  ...(findings ? { findings: "yes" as const } : {}),
});
/** A branch that nobody is in. */
const NO_BRANCH = "00000000-0000-0000-0000-000000000000";
/** A branch that a link names wrongly, or that is no more, is a filter that finds nothing. */
const questionOf = ({ text, mode, state, branch, risk, findings }: ListFilter, company: Company | undefined) => ({
  limit: PAGE,
  ...(text.trim() === "" ? {} : { text: text.trim() }),
  ...(mode === undefined ? {} : { mode }),
  ...(state === undefined ? {} : { state }),
  ...(branch === undefined
    ? {}
    : { branchId: company?.branches.some(({ branchId }) => branchId === branch) ? branch : NO_BRANCH }),
  ...(risk ? { atRisk: true } : {}),
  ...(findings ? { withFindings: true } : {}),
});
