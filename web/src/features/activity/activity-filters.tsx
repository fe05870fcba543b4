// Clauses: N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { Field } from "../../ui/field.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import type { ActivityFilter } from "./activity-filter.ts";

/** Which lines are wanted; they are asked for when the filter is whole, not at each letter. */
export function ActivityFilters({
  house,
  filter,
  setFilter,
}: {
  readonly house: HouseClient;
  readonly filter: ActivityFilter;
  readonly setFilter: (filter: ActivityFilter) => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<{ readonly [Name in keyof ActivityFilter]: string | undefined }>(filter);
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const apply = (): void =>
    setFilter(Object.fromEntries(Object.entries(draft).filter(([, value]) => value?.trim())) as ActivityFilter);
  return (
    <form
      className="row activity-filter"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField label={t("activity.contract")} value={draft.contract ?? ""} change={(contract) => set({ contract })} />
      <Field label={t("activity.who")}>
        {(control) => (
          <PersonChoice
            {...control}
            house={house}
            label={t("activity.who")}
            value={draft.person}
            change={(person) => set({ person })}
          />
        )}
      </Field>
      <DayField label={t("activity.from")} value={draft.fromOn} change={(fromOn) => set({ fromOn })} />
      <DayField label={t("activity.until")} value={draft.untilOn} change={(untilOn) => set({ untilOn })} />
      <Button htmlType="submit">{t("activity.apply")}</Button>
    </form>
  );
}
