// Clauses: N7
import Button from "antd/es/button";
import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { canHoldKey } from "../../source/device-key.ts";
import type { HouseClient, RecordRead } from "../../source/house-client.ts";
import { InventedContext } from "../../ui/export/invented.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useReading } from "../../ui/reading.tsx";
import { saveText } from "../../ui/save-text.ts";
import { hasKey, signRecord } from "../../ui/sign-record.ts";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

/** The way to countersign: a device that has no key is given a name first. */
export function Countersign({
  house,
  record,
  changed,
}: {
  readonly house: HouseClient;
  readonly record: RecordRead;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const { view } = useReading();
  const { number, party } = view;
  const invented = useContext(InventedContext);
  const [known, setKnown] = useState<boolean>();
  const [open, setOpen] = useState(false);
  const [signed, setSigned] = useState(false);
  useEffect(() => {
    let current = true;
    if (canHoldKey()) void hasKey(number, party, record).then((has) => current && setKnown(has));
    return () => {
      current = false;
    };
  }, [number, party, record]);
  const form = useForm(
    { device: t("record.deviceFirst") },
    ({ device }) => signRecord({ house, number, party, device }, record),
    ({ name, text }) => {
      saveText(`${invented ? t("house.demoFile") : ""}${name}`, "application/json", text);
      setOpen(false);
      setSigned(true);
      changed();
    },
  );
  if (!canHoldKey()) return <p>{t("record.cannotHold")}</p>;
  return (
    <>
      <p className="row">
        <Button
          aria-expanded={known === false ? open : undefined}
          aria-busy={form.busy}
          disabled={known === undefined}
          onClick={() => (known ? form.send() : setOpen(!open))}
        >
          {t(known ? "record.signAgain" : "record.sign")}
        </Button>
      </p>
      {open && known === false ? (
        <FormFrame form={form} verb={t("record.sign")} stop={() => setOpen(false)}>
          <TextField
            label={t("record.deviceName")}
            hint={t("record.deviceHint")}
            fault={form.fault("device")}
            value={form.values.device}
            change={(device) => form.set({ device })}
          />
        </FormFrame>
      ) : null}
      {known && form.problem !== undefined ? (
        <p className="fault" role="alert">
          {form.problem}
        </p>
      ) : null}
      <p role="status">{signed ? t("record.signed") : ""}</p>
    </>
  );
}
