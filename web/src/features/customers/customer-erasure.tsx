// Clauses: C7.1, N7, N8
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { May } from "../../ui/may.tsx";
import { saveText } from "../../ui/save-text.ts";
import { ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { type Closing, CustomerPart, type PartProps, useClosing } from "./customer-part.tsx";

const GROUNDS = ["asked", "consent_withdrawn", "purpose_over", "retention_over", "unlawful"] as const;

/** The two ways on which data leaves the house: as a copy for the person, and for good. */
export function CustomerErasure(props: PartProps) {
  const { t } = useTranslation();
  const { open, toggle, closing } = useClosing(props);
  return (
    <CustomerPart
      title={t("privacy.out")}
      verb={t("privacy.erase")}
      may="erase-customer"
      name="erase"
      open={open}
      toggle={toggle}
      form={<EraseForm {...closing} />}
    >
      <May verb="export-customer">
        <Copy {...props} />
      </May>
    </CustomerPart>
  );
}
/** All that is known, as a file for the person. */
function Copy({ house, customer: { code }, changed }: PartProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(false);
  const form = useForm(
    {},
    () => house.customers.export({ party: "company", customer: code }),
    (told) => {
      saveText(
        `${told.demonstration === undefined ? "" : t("house.demoFile")}${t("privacy.exportFile", { code })}`,
        "application/json",
        `${JSON.stringify(told, null, 2)}\n`,
      );
      setSaved(true);
      changed();
    },
  );
  return (
    <>
      <p className="row export-copy">
        <Button onClick={form.send} aria-busy={form.busy}>
          {t("privacy.export")}
        </Button>
        <span role="status">{saved ? t("privacy.exported") : null}</span>
        {form.problem === undefined ? null : (
          <span className="fault" role="alert">
            {form.problem}
          </span>
        )}
      </p>
      <p className="quiet">{t("privacy.exportHint")}</p>
    </>
  );
}
interface Values {
  readonly ground: (typeof GROUNDS)[number];
  readonly words: string;
  /** Empty: it answers none. */
  readonly requestId: string;
}
function EraseForm({ house, customer: { code, requests }, done, stop }: Closing) {
  const { t } = useTranslation();
  const asked = requests.filter(({ asks, answer }) => asks === "delete" && answer === undefined);
  const form = useForm<Values, unknown>(
    { ground: asked.length > 0 ? "asked" : "purpose_over", words: "", requestId: asked[0]?.requestId ?? "" },
    ({ requestId, ...values }, key) =>
      house.customers.erase({
        party: "company",
        key,
        customer: code,
        ...values,
        ...(requestId === "" ? {} : { requestId }),
      }),
    done,
    (field) => field !== "customer",
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("privacy.eraseNow")} stop={stop}>
      <p className="whole warned">{t("privacy.eraseLead")}</p>
      <ChoiceField
        label={t("privacy.ground")}
        hint={t("privacy.groundHint")}
        fault={fault("ground")}
        value={values.ground}
        change={(ground) => set({ ground })}
        options={GROUNDS.map((value) => ({ value, label: t(`privacy.grounds.${value}`) }))}
      />
      {asked.length === 0 ? null : (
        <ChoiceField
          label={t("privacy.answers")}
          hint={t("privacy.answersHint")}
          fault={fault("requestId")}
          value={values.requestId}
          change={(requestId) => set({ requestId })}
          options={[
            ...asked.map(({ requestId, askedOn, channel }) => ({
              value: requestId,
              label: t("privacy.askedThus", { day: askedOn, channel: t(`privacy.channels.${channel}`) }),
            })),
            { value: "", label: t("privacy.answersNone") },
          ]}
        />
      )}
      <div className="whole">
        <ParagraphField
          label={t("privacy.eraseWords")}
          hint={t("privacy.eraseWordsHint")}
          fault={fault("words")}
          value={values.words}
          change={(words) => set({ words })}
        />
      </div>
    </FormFrame>
  );
}
