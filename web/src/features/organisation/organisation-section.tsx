// Clauses: C1.1, C1.2
import Button from "antd/es/button";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation } from "../../source/house-client.ts";
import { BranchForm } from "./branch-form.tsx";
import { BranchTree } from "./branch-tree.tsx";
import { EntityForm } from "./entity-form.tsx";
import { EntityRow } from "./entity-row.tsx";
import { CoordinatorForm, FirmForm } from "./firm-forms.tsx";
import { FirmContracts, FirmCoordinators, FirmRow } from "./firm-row.tsx";
import { OrganisationHistory } from "./organisation-history.tsx";
import { TeamForm } from "./team-form.tsx";
import { TeamRow } from "./team-row.tsx";
import "../../ui/register.css";
import "./organisation.css";
import { May, type Verb } from "../../ui/may.tsx";

/** What is being changed: a thing's code, or `""` for a new one. */
interface Open {
  readonly kind: "branch" | "entity" | "team" | "firm" | "coordinator";
  readonly code: string;
}
/** The company as it is built: branches below each other, teams, legal entities; and the firms that are intermediaries of its contracts. */
export function OrganisationSection({
  house,
  organisation,
  changed,
}: {
  readonly house: HouseClient;
  readonly organisation: Organisation;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>();
  const closing = {
    house,
    organisation,
    done: () => {
      setOpen(undefined);
      changed();
    },
    stop: () => setOpen(undefined),
  };
  const isOpen = (kind: Open["kind"], code: string): boolean => open?.kind === kind && open.code === code;
  return (
    <section className="organisation">
      <h1>{t("organisation.title")}</h1>
      <Part
        title={t("organisation.branches")}
        none={organisation.branches.length === 0 ? t("organisation.noBranches") : undefined}
        add={t("organisation.addBranch")}
        may="keep-branch"
        isOpen={isOpen("branch", "")}
        open={() => setOpen({ kind: "branch", code: "" })}
        form={<BranchForm {...closing} />}
      >
        <BranchTree
          organisation={organisation}
          form={(branch) => (isOpen("branch", branch.code) ? <BranchForm {...closing} branch={branch} /> : undefined)}
          open={(code) => setOpen({ kind: "branch", code })}
        />
      </Part>
      <Part
        title={t("organisation.teams")}
        none={organisation.teams.length === 0 ? t("organisation.noTeams") : undefined}
        add={t("organisation.addTeam")}
        may="compose-team"
        isOpen={isOpen("team", "")}
        open={() => setOpen({ kind: "team", code: "" })}
        form={<TeamForm {...closing} />}
      >
        <ul className="plain">
          {organisation.teams.map((team) => (
            <li key={team.code}>
              <TeamRow team={team} day={organisation.day} open={() => setOpen({ kind: "team", code: team.code })} />
              {isOpen("team", team.code) ? <TeamForm {...closing} team={team} /> : null}
            </li>
          ))}
        </ul>
      </Part>
      <Part
        title={t("organisation.firms")}
        none={organisation.firms.length === 0 ? t("organisation.noFirms") : undefined}
        add={t("organisation.addFirm")}
        may="keep-firm"
        isOpen={isOpen("firm", "")}
        open={() => setOpen({ kind: "firm", code: "" })}
        form={<FirmForm {...closing} />}
      >
        <ul className="plain">
          {organisation.firms.map((firm) => (
            <li key={firm.code}>
              <FirmRow firm={firm} open={() => setOpen({ kind: "firm", code: firm.code })} />
              {isOpen("firm", firm.code) ? <FirmForm {...closing} firm={firm} /> : null}
              <FirmCoordinators
                house={house}
                firm={firm}
                day={organisation.day}
                open={
                  isOpen("coordinator", firm.code) ? undefined : () => setOpen({ kind: "coordinator", code: firm.code })
                }
                changed={changed}
              />
              {isOpen("coordinator", firm.code) ? <CoordinatorForm {...closing} firm={firm} /> : null}
              <FirmContracts firm={firm} />
            </li>
          ))}
        </ul>
      </Part>
      <Part
        title={t("organisation.entities")}
        none={organisation.entities.length === 0 ? t("organisation.noEntities") : undefined}
        add={t("organisation.addEntity")}
        may="keep-legal-entity"
        isOpen={isOpen("entity", "")}
        open={() => setOpen({ kind: "entity", code: "" })}
        form={<EntityForm {...closing} />}
      >
        <ul className="plain">
          {organisation.entities.map((entity) => (
            <li key={entity.code}>
              <EntityRow entity={entity} open={() => setOpen({ kind: "entity", code: entity.code })} />
              {isOpen("entity", entity.code) ? <EntityForm {...closing} entity={entity} /> : null}
            </li>
          ))}
        </ul>
      </Part>
      <OrganisationHistory history={organisation.history} />
    </section>
  );
}
function Part({
  title,
  none,
  add,
  may,
  isOpen,
  open,
  form,
  children,
}: {
  readonly title: string;
  readonly none: string | undefined;
  readonly add: string;
  readonly may: Verb;
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly form: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <div className="row">
        <h2>{title}</h2>
        <span className="grow" />
        {isOpen ? null : (
          <May verb={may}>
            <Button onClick={open}>{add}</Button>
          </May>
        )}
      </div>
      {isOpen ? form : null}
      {none === undefined ? children : <p className="empty">{none}</p>}
    </section>
  );
}
