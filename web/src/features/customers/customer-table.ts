// Clauses: C7.1, N6
import type { TFunction } from "i18next";
import type { ListedCustomer } from "../../source/house-client.ts";
import { type Branches, branchName } from "../../ui/branch-choice.tsx";
import { lastDay } from "../../ui/day-span.ts";
import type { ListTable } from "../../ui/export/table.ts";
import { shownName } from "./customer-words.ts";

/** The list of customers as a file has it: masked, as it is on the screen. */
export const customerTable = (
  rows: readonly ListedCustomer[],
  branches: Branches,
  language: "zh" | "en",
  t: TFunction,
): ListTable => ({
  columns: [
    t("customers.name"),
    t("customers.code"),
    t("customers.kind"),
    t("customers.branch"),
    t("customers.servedUnder"),
    t("customers.fromOn"),
    t("customers.beforeOn"),
  ],
  rows: rows.map((one) => [
    shownName(one, t),
    one.code,
    t(`customers.kinds.${one.kind}`),
    branchName(one.branch, branches, language),
    one.serving.map(({ number, agentName }) => `${agentName} ${number}`).join(language === "zh" ? "、" : ", "),
    one.fromOn,
    one.beforeOn === undefined ? "" : lastDay(one.beforeOn),
  ]),
});
