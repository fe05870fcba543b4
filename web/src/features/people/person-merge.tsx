// Clauses: C1.2
import Button from "antd/es/button";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, MergePreview, PersonRead } from "../../source/house-client.ts";
import { reasonOf } from "../../source/reason.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { May } from "../../ui/may.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

interface Closing {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly done: (code?: string) => void;
  readonly stop: () => void;
}
/** Says that this entry is the same person as another: whom, what would go there, and why. */
export function MergePersonForm({ house, person, done, stop }: Closing) {
  const { t } = useTranslation();
  const [known, setKnown] = useState<readonly { readonly code: string; readonly name: string }[]>([]);
  const form = useForm<{ readonly into: string; readonly reason: string }, { readonly into: string }>(
    { into: "", reason: "" },
    (values, key) => house.people.merge({ party: "company", key, person: person.code, ...values }),
    ({ into }) => done(into),
  );
  const { values, set, fault } = form;
  // Most often it is one whom the list of people already hints at.
  useEffect(() => {
    let current = true;
    house.people.duplicates({ party: "company" }).then(
      ({ groups }) => {
        const alike = groups.filter(({ people }) => people.some(({ code }) => code === person.code));
        if (current) setKnown(alike.flatMap(({ people }) => people).filter(({ code }) => code !== person.code));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [house, person.code]);
  const { preview, failure } = usePreview(house, person.code, values.into);
  const isBlocked = (preview?.faults.length ?? 0) > 0;
  return (
    <FormFrame form={form} verb={t("people.mergeNow")} stop={stop}>
      <p className="whole quiet">{t("people.mergeLead")}</p>
      <Field label={t("people.mergeInto")} fault={isBlocked ? undefined : fault("into")}>
        {(control) => (
          <PersonChoice
            {...control}
            house={house}
            label={t("people.search")}
            known={known}
            value={values.into === "" ? undefined : values.into}
            change={(into = "") => set({ into })}
          />
        )}
      </Field>
      <TextField
        label={t("people.mergeReason")}
        hint={t("people.mergeReasonHint")}
        fault={fault("reason")}
        value={values.reason}
        change={(reason) => set({ reason })}
      />
      <div className="whole" aria-live="polite">
        {failure === undefined ? null : <p className="fault">{failure}</p>}
        {preview ? <SecondLook preview={preview} /> : null}
      </div>
    </FormFrame>
  );
}
/** What would become of it, asked anew for each choice. */
const usePreview = (house: HouseClient, person: string, into: string) => {
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [told, setTold] = useState<{
    readonly into: string;
    readonly preview?: MergePreview;
    readonly failure?: unknown;
  }>();
  useEffect(() => {
    if (into === "") return;
    let current = true;
    house.people.previewMerge({ party: "company", person, into }).then(
      (preview) => current && setTold({ into, preview }),
      (failure: unknown) => current && setTold({ into, failure }),
    );
    return () => {
      current = false;
    };
  }, [house, person, into]);
  if (told === undefined || told.into !== into) return {};
  return {
    ...(told.preview === undefined ? {} : { preview: told.preview }),
    ...(told.failure === undefined ? {} : { failure: reasonOf(told.failure, language) }),
  };
};
/** The second look: everything that goes to the other entry, or everything that stands against it. */
function SecondLook({ preview: { person, into, moves, faults } }: { readonly preview: MergePreview }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  if (faults.length > 0 || into === null)
    return (
      <>
        <p>{t("people.mergeBlocked")}</p>
        <ul className="plain">
          {faults.map(({ text }) => (
            <li key={text.en} className="fault">
              {text[language]}
            </li>
          ))}
        </ul>
      </>
    );
  const { roles, deputies, contracts, subAgencies, teams, firms, login, apiKeys } = moves;
  const marks = language === "zh" ? "、" : ", ";
  const namesOf = (all: typeof teams): string => all.map((name) => name[language] || name.zh).join(marks);
  const lines = [
    ...(roles > 0 ? [t("people.moves.roles", { count: roles })] : []),
    ...(deputies > 0 ? [t("people.moves.deputies", { count: deputies })] : []),
    ...(contracts.length > 0 ? [t("people.moves.contracts", { numbers: contracts.join(marks) })] : []),
    ...(teams.length > 0 ? [t("people.moves.teams", { names: namesOf(teams) })] : []),
    ...(firms.length > 0 ? [t("people.moves.firms", { names: namesOf(firms) })] : []),
    ...(subAgencies > 0 ? [t("people.moves.subAgencies", { count: subAgencies })] : []),
    ...(login ? [t("people.moves.login")] : []),
    ...(apiKeys > 0 ? [t("people.moves.apiKeys", { count: apiKeys })] : []),
  ];
  return (
    <>
      <p>
        {t(lines.length === 0 ? "people.movesNothing" : "people.movesTitle", {
          from: `${person.name} ${person.code}`,
          into: `${into.name} ${into.code}`,
        })}
      </p>
      <ul className="plain">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="quiet">{t("people.movesStay")}</p>
    </>
  );
}
/** That this entry stands under another one, and the way back. */
export function MergedPerson({
  house,
  person: { code, mergedInto },
  done,
}: Pick<Closing, "house" | "person" | "done">) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const form = useForm<{ readonly reason: string }, unknown>(
    { reason: "" },
    (values, key) => house.people.separate({ party: "company", key, person: code, ...values }),
    () => {
      setOpen(false);
      done();
    },
    (field) => field === "reason",
  );
  if (mergedInto === undefined) return null;
  return (
    <div className="empty">
      <div className="row">
        <span>{t("people.mergedInto", { code: mergedInto.code })}</span>
        <a href={`#/people/${encodeURIComponent(mergedInto.code)}`}>{`${mergedInto.name} ${mergedInto.code}`}</a>
        {open ? null : (
          <May verb="separate-person">
            <Button onClick={() => setOpen(true)}>{t("people.separate")}</Button>
          </May>
        )}
      </div>
      {open ? (
        <FormFrame form={form} verb={t("people.separateNow")} stop={() => setOpen(false)}>
          <p className="whole quiet">{t("people.separateLead")}</p>
          <TextField
            label={t("people.separateReason")}
            fault={form.fault("reason")}
            value={form.values.reason}
            change={(reason) => form.set({ reason })}
          />
        </FormFrame>
      ) : null}
    </div>
  );
}
