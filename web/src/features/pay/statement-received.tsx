// Clauses: C6.2, N7
import type { StatementView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import type { HouseClient, RecordRead } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useMay } from "../../ui/may.tsx";
import { useReading } from "../../ui/reading.tsx";
import { useSignAlong } from "../../ui/sign-along.ts";
import { SignedAlong } from "../../ui/signed-along.tsx";
import { useForm } from "../../ui/use-form.ts";

/** Who said that it has received a closed statement, and the way to say so; the device countersigns the record in the same press. */
export function StatementReceived({
  house,
  statement: { rule, period },
  received,
  isOwn,
  changed,
}: {
  readonly house: HouseClient;
  readonly statement: StatementView;
  readonly received: RecordRead["received"];
  /** Whoever is signed in acts as the party that is looked at. */
  readonly isOwn: boolean;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const { number, party } = view;
  const may = useMay("receive-statement") && isOwn && party !== "company";
  const { along, withSigning } = useSignAlong(house);
  const form = useForm(
    {},
    (_, key) => withSigning(number, party, house.records.receiveStatement({ number, party, key, rule, period })),
    changed,
    () => false,
  );
  const told = received.filter((one) => one.rule === rule && one.period === period);
  const has = told.some((one) => one.party === party);
  const nameOf = (one: string): string => t(`party.${one}`, { ns: "words" });
  return (
    <div className="screen-only statement-received">
      {told.map((one) => (
        <p key={one.party} className="quiet">
          {t("signing.receivedAt", { party: nameOf(one.party), at: format.time(one.at) })}
        </p>
      ))}
      {may && !has ? (
        <>
          <p className="quiet">{t("signing.receivedLead")}</p>
          <FormFrame form={form} verb={t("signing.received")}>
            {null}
          </FormFrame>
        </>
      ) : null}
      {!may && told.length === 0 ? (
        <p className="quiet">{t("signing.notReceived", { party: nameOf("agent") })}</p>
      ) : null}
      <SignedAlong along={along} />
    </div>
  );
}
