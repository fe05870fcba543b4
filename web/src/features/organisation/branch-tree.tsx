// Clauses: C1.1
import Button from "antd/es/button";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { May } from "../../ui/may.tsx";

type Branch = Organisation["branches"][number];

/** Branches below each other, with how many people are there today. */
export function BranchTree({
  organisation,
  form,
  open,
  parent,
}: {
  readonly organisation: Organisation;
  /** What stands under a branch that is being changed. */
  readonly form: (branch: Branch) => ReactNode;
  readonly open: (code: string) => void;
  /** Code of the branch whose children these are. */
  readonly parent?: string;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const children = organisation.branches.filter((branch) => branch.parent === parent);
  if (children.length === 0) return null;
  return (
    <ul className={parent === undefined ? "plain" : "plain below"}>
      {children.map((branch) => {
        const name = branch.name[language] || branch.name.zh;
        return (
          <li key={branch.code}>
            <div className="row">
              <b>{name}</b>
              <span className="quiet">{branch.code}</span>
              {branch.closedOn === undefined ? null : (
                <span className="quiet date">{t("organisation.closed", { day: branch.closedOn })}</span>
              )}
              <a href={`#/people?branch=${encodeURIComponent(branch.code)}`}>
                {t("organisation.agents", { count: branch.agents })}
              </a>
              {branch.others > 0 ? (
                <span className="quiet">{t("organisation.others", { count: branch.others })}</span>
              ) : null}
              <span className="grow" />
              <May verb="keep-branch">
                <Button
                  size="small"
                  aria-label={t("organisation.changeOf", { name })}
                  onClick={() => open(branch.code)}
                >
                  {t("organisation.change")}
                </Button>
              </May>
            </div>
            {form(branch)}
            <BranchTree organisation={organisation} form={form} open={open} parent={branch.code} />
          </li>
        );
      })}
    </ul>
  );
}
