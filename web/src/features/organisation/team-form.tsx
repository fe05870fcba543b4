// Clauses: C1.2
import Button from "antd/es/button";
import Input from "antd/es/input";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./branch-form.tsx";
import { compositionOn } from "./team-row.tsx";

type Team = Organisation["teams"][number];
interface Member {
  readonly person: string;
  readonly lead: boolean;
  /** As typed. */
  readonly parts: string;
}
interface Values {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly fromOn: string;
  readonly members: readonly Member[];
  readonly closedOn?: string | undefined;
}
const NOBODY: Member = { person: "", lead: false, parts: "1" };

/** A new team, or another composition of one from a day on. */
export function TeamForm({ house, organisation, team, done, stop }: Closing & { readonly team?: Team }) {
  const { t } = useTranslation();
  const now = team ? (compositionOn(team, organisation.day) ?? team.compositions[0]) : undefined;
  const known = team?.compositions.flatMap(({ members }) => members) ?? [];
  const form = useForm<Values, unknown>(
    {
      code: team?.code ?? "",
      nameZh: team?.name.zh ?? "",
      nameEn: team?.name.en ?? "",
      fromOn: organisation.day,
      members: now
        ? now.members.map(({ code, lead, share }) => ({ person: code, lead, parts: String(share.numerator) }))
        : [{ ...NOBODY, lead: true }, NOBODY],
      closedOn: team?.closedOn,
    },
    ({ members, ...values }, key) =>
      house.organisation.composeTeam({
        party: "company",
        key,
        ...(team ? { team: team.code } : {}),
        ...values,
        // What is no number is told by the house with its place.
        members: members.map(({ person, lead, parts }) => ({
          person: person === "" ? " " : person,
          lead,
          parts: /^\d+$/.test(parts.trim()) ? Number(parts) : -1,
        })),
      }),
    done,
  );
  const { values, set, fault } = form;
  const setMember = (index: number, change: Partial<Member>): void =>
    set({
      members: values.members.map((member, at) => {
        if (at === index) return { ...member, ...change };
        return change.lead ? { ...member, lead: false } : member;
      }),
    });
  return (
    <FormFrame form={form} verb={t(team ? "organisation.composeNow" : "organisation.addNow")} stop={stop}>
      {(["nameZh", "nameEn", "code"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`organisation.${name}`)}
          fault={fault(name)}
          value={values[name]}
          change={(value) => set({ [name]: value })}
        />
      ))}
      <DayField
        label={t("organisation.fromOn")}
        hint={t("organisation.fromOnHint")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
      <fieldset className="whole members-form">
        <legend>{t("organisation.members")}</legend>
        <p className="quiet">{t("organisation.membersHint")}</p>
        {fault("members") === undefined ? null : <p className="fault">{fault("members")}</p>}
        {values.members.map((member, index) => {
          const wrong = fault(`members.${index}.person`) ?? fault(`members.${index}.parts`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
            <div className="row" key={index}>
              <PersonChoice
                house={house}
                only="agent"
                label={t("organisation.memberNumber", { number: index + 1 })}
                known={known}
                value={member.person === "" ? undefined : member.person}
                change={(person) => setMember(index, { person: person ?? "" })}
                aria-invalid={wrong !== undefined}
              />
              <label className="row">
                <input
                  type="radio"
                  name="team-lead"
                  checked={member.lead}
                  onChange={() => setMember(index, { lead: true })}
                />
                {t("organisation.lead")}
              </label>
              <Input
                className="parts"
                inputMode="numeric"
                aria-label={t("organisation.partsNumber", { number: index + 1 })}
                value={member.parts}
                onChange={(event) => setMember(index, { parts: event.target.value })}
              />
              <Button
                size="small"
                aria-label={t("organisation.removeNumber", { number: index + 1 })}
                onClick={() => set({ members: values.members.filter((_, at) => at !== index) })}
              >
                {t("organisation.remove")}
              </Button>
              {wrong === undefined ? null : <span className="fault">{wrong}</span>}
            </div>
          );
        })}
        <p>
          <Button size="small" onClick={() => set({ members: [...values.members, NOBODY] })}>
            {t("organisation.addMember")}
          </Button>
        </p>
      </fieldset>
      {team ? (
        <DayField
          label={t("organisation.closedOn")}
          hint={t("organisation.closedOnHint")}
          fault={fault("closedOn")}
          value={values.closedOn}
          change={(closedOn) => set({ closedOn })}
        />
      ) : null}
    </FormFrame>
  );
}
