// Clauses: C6.2, S10

import type { StatementView } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";

/** The statement that a link to it, to one of its lines or figures means. */
export const statementOfRef = (
  statements: readonly StatementView[],
  ref: string | undefined,
): StatementView | undefined =>
  statements.find(
    (one) =>
      ref !== undefined &&
      (one.ref === ref || one.lines.some((line) => line.ref === ref) || Object.values(one.refs).includes(ref)),
  );

/** What a statement is called: pay, or of a service fee whose fee it is. */
export const statementTitle = (
  t: TFunction,
  { payers, holder }: Pick<StatementView, "payers" | "holder">,
  period: string,
): string =>
  payers === undefined
    ? t("pay.title", { period })
    : t("pay.feeTitle", { period, party: t(`party.${holder}`, { ns: "words" }) });

/** Who bears which part of a service fee: `甲方负担`, its amount, and what of that was paid where something was. */
export const payerRows = (
  t: TFunction,
  { payers = [], refs }: Pick<StatementView, "payers" | "refs">,
  amount: (amount: string) => string,
): readonly { readonly name: string; readonly amount: string; readonly ref: string | undefined }[] =>
  payers.map((part) => ({
    name: t(/[1-9]/.test(part.paid) ? "pay.bornePaid" : "pay.borne", {
      party: t(`party.${part.party}`, { ns: "words" }),
      paid: amount(part.paid),
    }),
    amount: amount(part.amount),
    ref: refs[part.party],
  }));
