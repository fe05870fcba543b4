// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { NewLoginFields } from "./new-login-fields.tsx";

/** The first start of a company asks for its owner. */
export function OwnerForm({
  house,
  company,
  entered,
}: {
  readonly house: HouseClient;
  readonly company: string;
  readonly entered: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { code: "", name: "", loginName: "", password: "" },
    (values) => house.door.setUpOwner(values),
    entered,
  );
  const { values, set, fault } = form;
  return (
    <section>
      <h2>{t("access.owner")}</h2>
      <p>{t("access.ownerLead", { company })}</p>
      <FormFrame form={form} verb={t("access.setUp")} remembers>
        <TextField
          label={t("access.ownerName")}
          fault={fault("name")}
          value={values.name}
          change={(name) => set({ name })}
        />
        <NewLoginFields values={values} set={set} fault={fault} />
      </FormFrame>
    </section>
  );
}
