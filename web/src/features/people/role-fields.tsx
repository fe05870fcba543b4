// Clauses: C1.2
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation, RoleName } from "../../source/house-client.ts";
import { BranchChoice } from "../../ui/branch-choice.tsx";
import { dayAfter, lastDay } from "../../ui/day-span.ts";
import { Field } from "../../ui/field.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { ROLES } from "../../ui/role-words.ts";
import { DayField, TextField } from "../../ui/text-field.tsx";

/** A role as it is filled in; the last day is asked for, and the first day without is sent. */
export interface RoleValues {
  readonly role: RoleName;
  readonly branch?: string | undefined;
  readonly deputyFor?: string | undefined;
  /** Number of the one contract that is read. */
  readonly contract?: string | undefined;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}

export function RoleFields({
  house,
  branches,
  values,
  set,
  fault,
}: {
  readonly house: HouseClient;
  readonly branches: Organisation["branches"];
  readonly values: RoleValues;
  readonly set: (change: Partial<RoleValues>) => void;
  /** By the name of the field. */
  readonly fault: (field: keyof RoleValues) => string | undefined;
}) {
  const { t } = useTranslation();
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  const ofContract = values.role === "contract_auditor";
  const isParty = values.role === "agent" || values.role === "intermediary";
  return (
    <>
      <Field label={t("people.role")} fault={fault("role")}>
        {(control) => (
          <Select
            {...control}
            getPopupContainer={within}
            value={values.role}
            onChange={(role: RoleName) =>
              set(
                role === "contract_auditor"
                  ? { role, deputyFor: undefined, branch: undefined, contract: "" }
                  : { role, deputyFor: undefined, contract: undefined },
              )
            }
            options={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
          />
        )}
      </Field>
      {ofContract ? (
        <TextField
          label={t("people.contract")}
          hint={t("people.contractHint")}
          fault={fault("contract")}
          value={values.contract ?? ""}
          change={(contract) => set({ contract })}
        />
      ) : (
        <Field label={t("people.branch")} hint={t("people.branchHint")} fault={fault("branch")}>
          {(control) => (
            <BranchChoice
              {...control}
              branches={branches}
              placeholder={t("people.everywhere")}
              value={values.branch}
              change={(branch) => set({ branch })}
            />
          )}
        </Field>
      )}
      <DayField
        label={t("people.firstDay")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
      <DayField
        label={t("people.lastDay")}
        hint={t("people.lastDayHint")}
        fault={fault("beforeOn")}
        value={values.beforeOn === undefined ? undefined : lastDay(values.beforeOn)}
        change={(last) => set({ beforeOn: last === undefined ? undefined : dayAfter(last) })}
      />
      {isParty || ofContract ? null : (
        <Field label={t("people.deputyFor")} hint={t("people.deputyForHint")} fault={fault("deputyFor")}>
          {(control) => (
            <PersonChoice
              {...control}
              house={house}
              only={values.role}
              label={t("people.nobody")}
              value={values.deputyFor}
              change={(deputyFor) => set({ deputyFor })}
            />
          )}
        </Field>
      )}
    </>
  );
}
