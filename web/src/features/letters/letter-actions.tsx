// Clauses: C1.2, A2, C10.3
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, LetterRead } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { May, useMay } from "../../ui/may.tsx";
import { useSignAlong } from "../../ui/sign-along.ts";
import { SignedAlong } from "../../ui/signed-along.tsx";
import { ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { LetterForm } from "./letter-form.tsx";

interface Props extends LetterRead {
  readonly house: HouseClient;
  /** With the letter that is shown from then on. */
  readonly changed: (letterId: string) => void;
}
/** What comes next for a letter, as far as it is open to whoever looks. */
export function LetterActions(props: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"write" | "end">();
  const { letter, contract, house, changed } = props;
  const { along, withSigning } = useSignAlong(house);
  /** The company countersigns the contract's record in the press that does this. */
  const signed: Signed = (act) => withSigning(contract.number, "company", act);
  const close = (): void => setOpen(undefined);
  const isDraft = letter.standing === "draft";
  const isActive = letter.activatedAt !== undefined && letter.endedAt === undefined;
  const waits = letter.standing === "ended" && letter.recallPublishedAt === undefined;
  return (
    <div className="screen-only letter-actions">
      <SignedAlong along={along} />
      {isDraft ? <Draft {...props} signed={signed} /> : null}
      {waits ? (
        <May verb="end-letter">
          <One
            {...props}
            verb={t("letters.publish")}
            lead={t("letters.publishLead")}
            ask={(given) => signed(house.letters.publishRecall(given))}
          />
        </May>
      ) : null}
      <p className="row">
        <Button onClick={() => print()}>{t("letters.print")}</Button>
        {isDraft || isActive ? (
          <May verb="draft-letter">
            <Button
              aria-expanded={open === "write"}
              aria-label={t(isDraft ? "letters.editOf" : "letters.newVersionOf", { number: letter.number })}
              onClick={() => setOpen(open === "write" ? undefined : "write")}
            >
              {t(isDraft ? "letters.edit" : "letters.newVersion")}
            </Button>
          </May>
        ) : null}
        {isDraft ? (
          <May verb="draft-letter">
            <Button
              danger
              onClick={() =>
                void house.letters
                  .discard({
                    party: "company",
                    key: `discard-${letter.letterId}`,
                    number: contract.number,
                    letterId: letter.letterId,
                  })
                  .finally(() => changed(letter.letterId))
              }
            >
              {t("letters.discard")}
            </Button>
          </May>
        ) : null}
        {isActive ? (
          <May verb="end-letter">
            <Button aria-expanded={open === "end"} onClick={() => setOpen(open === "end" ? undefined : "end")}>
              {t("letters.end")}
            </Button>
          </May>
        ) : null}
      </p>
      {open === "write" ? (
        <LetterForm
          house={house}
          contract={contract}
          letter={letter}
          begun={{ territory: { zh: "", en: "" }, products: { zh: "", en: "" } }}
          stop={close}
          done={(letterId) => {
            close();
            changed(letterId);
          }}
        />
      ) : null}
      {open === "end" ? (
        <Ending
          signed={signed}
          {...props}
          stop={close}
          changed={(letterId) => {
            close();
            changed(letterId);
          }}
        />
      ) : null}
    </div>
  );
}
type Asked = { readonly party: "company"; readonly key: string; readonly number: string; readonly letterId: string };
/** One press that may be refused; what is missing stands beside it. */
function One({
  letter: { letterId },
  contract: { number },
  changed,
  verb,
  lead,
  ask,
}: Props & {
  readonly verb: string;
  readonly lead?: string;
  readonly ask: (given: Asked) => Promise<unknown>;
}) {
  const form = useForm(
    {},
    (_, key) => ask({ party: "company", key, number, letterId }),
    () => changed(letterId),
    () => false,
  );
  return (
    <>
      {lead === undefined ? null : <p className="quiet">{lead}</p>}
      <FormFrame form={form} verb={verb}>
        {null}
      </FormFrame>
    </>
  );
}
type Signed = <Answer>(act: Promise<Answer>) => Promise<Answer>;
function Draft({ signed, ...props }: Props & { readonly signed: Signed }) {
  const { t } = useTranslation();
  const mayActivate = useMay("activate-letter");
  const { letter, house } = props;
  return (
    <>
      {letter.own ? <p>{t("letters.ownDraft")}</p> : mayActivate ? null : <p>{t("letters.notYourRole")}</p>}
      {mayActivate && !letter.own ? (
        <One {...props} verb={t("letters.activate")} ask={(given) => signed(house.letters.activate(given))} />
      ) : null}
    </>
  );
}
const GROUNDS = ["recalled", "renounced"] as const;
function Ending({
  house,
  letter,
  contract,
  changed,
  stop,
  signed,
}: Props & { readonly stop: () => void; readonly signed: Signed }) {
  const { t } = useTranslation();
  const { letterId } = letter;
  const form = useForm<{ readonly ground: (typeof GROUNDS)[number]; readonly words: string }, unknown>(
    { ground: "recalled", words: "" },
    (values, key) => signed(house.letters.end({ party: "company", key, number: contract.number, letterId, ...values })),
    () => changed(letterId),
  );
  return (
    <FormFrame form={form} verb={t("letters.endNow")} stop={stop}>
      <p className="whole quiet">{t("letters.endLead")}</p>
      <ChoiceField
        label={t("letters.ground")}
        value={form.values.ground}
        change={(ground) => form.set({ ground })}
        options={GROUNDS.map((value) => ({ value, label: t(`letters.endGrounds.${value}`) }))}
      />
      <ParagraphField
        label={t("letters.words")}
        hint={t("letters.wordsHint")}
        fault={form.fault("words")}
        value={form.values.words}
        change={(words) => form.set({ words })}
      />
    </FormFrame>
  );
}
