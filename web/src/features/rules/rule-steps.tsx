// Clauses: C2.3
import { useTranslation } from "react-i18next";
import type { HouseClient, RuleBook, RuleVersion } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import type { Format } from "../../ui/format.ts";
import { useMay } from "../../ui/may.tsx";
import { useSignAlong } from "../../ui/sign-along.ts";
import { SignedAlong } from "../../ui/signed-along.tsx";
import { useForm } from "../../ui/use-form.ts";
import { Publishing, usePublishing } from "./publishing.tsx";

interface Props {
  readonly house: HouseClient;
  readonly version: RuleVersion;
  readonly changed: () => void;
}
/** What comes next for a version that waits: its writer takes it back, another person publishes or refuses it. */
export function WaitingSteps({ house, version, changed }: Props) {
  const { t } = useTranslation();
  const mayDecide = useMay("publish-rules");
  const { ruleVersionId, own } = version;
  const named = { party: "company", ruleVersionId } as const;
  const withdraw = useForm(
    {},
    (_, key) => house.rules.withdraw({ ...named, key }),
    changed,
    () => false,
  );
  const publish = useForm(
    {},
    (_, key) => house.rules.decide({ ...named, key, outcome: "approved" }),
    changed,
    () => false,
  );
  const refuse = useForm(
    {},
    (_, key) => house.rules.decide({ ...named, key, outcome: "refused" }),
    changed,
    () => false,
  );
  const progress = usePublishing(house, ruleVersionId, publish.busy);
  if (own)
    return (
      <>
        <p>{t("rules.own")}</p>
        <FormFrame form={withdraw} verb={t("rules.withdraw")}>
          {null}
        </FormFrame>
      </>
    );
  if (!mayDecide) return <p>{t("rules.notYourRole")}</p>;
  return (
    <>
      <p className="quiet">{t("rules.publishLead")}</p>
      {progress === undefined ? null : <Publishing house={house} {...progress} />}
      <FormFrame form={publish} verb={t("rules.publish")} stop={refuse.send} leave={t("rules.refuse")}>
        {refuse.problem === undefined ? null : (
          <p className="whole fault" role="alert">
            {refuse.problem}
          </p>
        )}
      </FormFrame>
    </>
  );
}
/** A party acknowledges the words that it reads here, for one of its contracts. */
export function AcknowledgeStep({
  house,
  version,
  changed,
  addressed: { contract, party, acknowledgedAt },
  format,
}: Props & { readonly addressed: RuleBook["addressed"][number]; readonly format: Format }) {
  const { t } = useTranslation();
  const { ruleVersionId, sha256, version: number } = version;
  const may = useMay("acknowledge-rules");
  const { along, withSigning } = useSignAlong(house);
  const form = useForm(
    {},
    (_, key) => {
      const act = house.rules.acknowledge({ party, key, number: contract, ruleVersionId, sha256 });
      return withSigning(contract, party, act);
    },
    changed,
    () => false,
  );
  if (acknowledgedAt !== null)
    return (
      <>
        <p>{t("rules.done", { version: number, contract, at: format.time(acknowledgedAt) })}</p>
        <SignedAlong along={along} />
      </>
    );
  if (!may) return null;
  return (
    <>
      <p className="quiet">{t("rules.acknowledgeLead", { contract })}</p>
      <FormFrame form={form} verb={t("rules.acknowledge", { version: number })}>
        {null}
      </FormFrame>
    </>
  );
}
