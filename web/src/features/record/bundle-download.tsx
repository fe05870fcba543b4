// Clauses: N7
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useReading } from "../../ui/reading.tsx";
import { saveFile } from "../../ui/save-text.ts";
import { useSignAlong } from "../../ui/sign-along.ts";
import { SignedAlong } from "../../ui/signed-along.tsx";
import { DayField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CaseField } from "./case-field.tsx";

const WHOLE = "";
const DAYS = "days";
const CASE = "case";
interface Asked {
  /** The whole contract, days, a case, or else the period of a statement. */
  readonly scope: string;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly case: string;
}
/** The evidence as a file: of the whole contract, as far as a period's statement closed, between two days, or of a case. */
export function BundleDownload({ house, changed }: { readonly house: HouseClient; readonly changed: () => void }) {
  const { t } = useTranslation();
  const { view } = useReading();
  const { number, party, language } = view;
  const closed = view.statements.filter(({ status }) => status === "closed").map((one) => one.period);
  const { along, sign } = useSignAlong(house);
  const form = useForm<Asked, Saved>(
    { scope: WHOLE, from: undefined, until: undefined, case: "" },
    async (asked) => {
      // Signed first: so the bundle has the receipt, and whoever made it knows the state that it rests on.
      await sign(number, party);
      return fetchBundle(number, party, asked);
    },
    ({ name, content }) => {
      saveFile(name, "application/zip", content);
      changed();
    },
    (field) => ["from", "until", "case"].includes(field),
  );
  const { values, set, fault } = form;
  return (
    <>
      <h3>{t("record.bundle")}</h3>
      <p className="quiet">{t(party === "company" ? "record.bundleLead" : "record.bundleLeadOwn")}</p>
      <div className="record-bundle">
        <FormFrame form={form} verb={t(form.busy ? "record.preparing" : "record.download")}>
          <ChoiceField
            label={t("record.period")}
            value={values.scope}
            change={(scope) => set({ scope })}
            options={[
              { value: WHOLE, label: t("record.whole") },
              { value: DAYS, label: t("record.days") },
              { value: CASE, label: t("record.case") },
              ...[...new Set(closed)].reverse().map((value) => ({ value, label: periodWords(value, language) })),
            ]}
          />
          {values.scope === DAYS ? (
            <>
              <DayField
                label={t("record.from")}
                fault={fault("from")}
                value={values.from}
                change={(from) => set({ from })}
              />
              <DayField
                label={t("record.until")}
                hint={t("record.daysHint")}
                fault={fault("until")}
                value={values.until}
                change={(until) => set({ until })}
              />
            </>
          ) : null}
          {values.scope === CASE ? (
            <CaseField house={house} value={values.case} fault={fault("case")} change={(one) => set({ case: one })} />
          ) : null}
        </FormFrame>
        <SignedAlong along={along} />
      </div>
    </>
  );
}
interface Saved {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}
const fetchBundle = async (
  number: string,
  party: string,
  { scope, from, until, case: matter }: Asked,
): Promise<Saved> => {
  const given: Record<string, string | undefined> =
    scope === DAYS ? { from, until } : scope === CASE ? { case: matter } : scope === WHOLE ? {} : { period: scope };
  const query = new URLSearchParams({ party });
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, value);
  const answer = await fetch(new URL(`/api/contracts/${encodeURIComponent(number)}/bundle?${query}`, location.href));
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), await answer.json());
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  return {
    name: name === undefined ? `${number}-evidence.zip` : decodeURIComponent(name),
    content: new Uint8Array(await answer.arrayBuffer()),
  };
};
