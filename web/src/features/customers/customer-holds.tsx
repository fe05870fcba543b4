// Clauses: C7.1, N8
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { type Closing, CustomerPart, type PartProps, useClosing } from "./customer-part.tsx";

/** What keeps the data from being erased, and its end. */
export function CustomerHolds(props: PartProps) {
  const { t } = useTranslation();
  const { open, toggle, closing } = useClosing(props);
  const { holds, erased } = props.customer;
  // Nothing is left that could be held.
  if (erased && holds.length === 0) return null;
  return (
    <CustomerPart
      title={t("privacy.holds")}
      lead={t("privacy.holdsLead")}
      verb={erased ? undefined : t("privacy.hold")}
      may="hold-customer"
      name="hold"
      open={open}
      toggle={toggle}
      form={<HoldForm {...closing} />}
    >
      {holds.length === 0 ? <p className="quiet">{t("privacy.noHolds")}</p> : null}
      <ul className="plain customer-holds">
        {holds.map((hold) => (
          <li key={hold.holdId}>
            <div className="row">
              <b className="said">{hold.ground}</b>
              <span className="quiet">
                {keptDates(
                  hold.beforeOn === undefined
                    ? t("privacy.heldFrom", { from: hold.fromOn })
                    : t("privacy.heldUntil", { from: hold.fromOn, before: hold.beforeOn }),
                )}
              </span>
              <span className="grow" />
              {hold.beforeOn === undefined ? (
                <May verb="release-hold">
                  <Button
                    aria-label={t("privacy.releaseOf", { ground: hold.ground })}
                    onClick={() => toggle(hold.holdId)}
                  >
                    {t("privacy.release")}
                  </Button>
                </May>
              ) : null}
            </div>
            {open === hold.holdId ? <ReleaseForm {...closing} hold={hold} /> : null}
          </li>
        ))}
      </ul>
    </CustomerPart>
  );
}
function HoldForm({ house, customer: { code, day }, done, stop }: Closing) {
  const { t } = useTranslation();
  const form = useForm<{ readonly ground: string; readonly fromOn: string }, unknown>(
    { ground: "", fromOn: day },
    (values, key) => house.customers.hold({ party: "company", key, customer: code, ...values }),
    done,
  );
  return (
    <FormFrame form={form} verb={t("privacy.holdNow")} stop={stop}>
      <TextField
        label={t("privacy.holdGround")}
        hint={t("privacy.holdGroundHint")}
        fault={form.fault("ground")}
        value={form.values.ground}
        change={(ground) => form.set({ ground })}
      />
      <DayField
        label={t("privacy.holdFrom")}
        fault={form.fault("fromOn")}
        value={form.values.fromOn}
        change={(fromOn = "") => form.set({ fromOn })}
      />
    </FormFrame>
  );
}
function ReleaseForm({
  house,
  customer: { code, day },
  hold: { holdId },
  done,
  stop,
}: Closing & { readonly hold: CustomerRead["holds"][number] }) {
  const { t } = useTranslation();
  const form = useForm<{ readonly beforeOn: string }, unknown>(
    { beforeOn: day },
    ({ beforeOn }, key) => house.customers.releaseHold({ party: "company", key, customer: code, holdId, beforeOn }),
    done,
  );
  return (
    <FormFrame form={form} verb={t("privacy.releaseNow")} stop={stop}>
      <DayField
        label={t("privacy.releaseOn")}
        fault={form.fault("beforeOn")}
        value={form.values.beforeOn}
        change={(beforeOn = "") => form.set({ beforeOn })}
      />
    </FormFrame>
  );
}
