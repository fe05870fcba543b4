// Clauses: C2.3, C7.1
import { readFile } from "node:fs/promises";
import { describe } from "@fealty/engine/messages/describe.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import { columnsOf } from "../convert/field-columns.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { isDoing, namesBenefit, saysNone } from "../evaluation/customer-benefits.ts";
import type { Caller } from "./access.ts";
import { contractNumbered, type House } from "./house.ts";
import { vocabularyReader } from "./import-vocabulary.ts";
import { Refusal } from "./refusal.ts";

/**
 * A mapping whose kinds or fields are called after gifts, rebates or cash for customers is refused for a contract of insurance before a row is read
 * (Insurance Law 131). Where each row names its contract the rows are held against theirs. Refusal: `mapping_refused`.
 */
export const refuseBenefits = async (
  house: House,
  { companyId }: Caller,
  mapping: Mapping,
  {
    contract,
    language,
    path,
  }: { readonly contract: string | undefined; readonly language: Language; readonly path: string },
): Promise<void> => {
  const named = mapping.emits.flatMap(({ kind, fields }) =>
    isDoing(kind) ? [kind, ...fields.map(({ name }) => name)].filter(namesBenefit).map((name) => ({ kind, name })) : [],
  );
  if (contract === undefined || named.length === 0) return;
  const found = await house.store.withCompany(companyId, { snapshot: true }, (tx) => contractNumbered(tx, contract));
  const { insurance } = await vocabularyReader(house, companyId).vocabularyOf(found.contractId);
  if (!insurance) return;
  const lines = (await readFile(path, "utf8")).split("\n");
  const problems = named.map(({ kind, name }): ProblemView => {
    const args = { kind, field: name, written: name };
    const at = lines.findIndex((line) => line.includes(name));
    const { what, why, fix } = describe({ code: CODE, args }, language);
    const place = { file: "", line: at + 1, column: Math.max((lines[at] ?? "").indexOf(name) + 1, 1) };
    return { ...place, severity: "error", code: CODE, what, ...(why === undefined ? {} : { why }), fix };
  });
  throw new Refusal(
    "mapping_refused",
    {
      zh: "映射把给客户的礼品、返佣或者现金记进保险合同，不能导入；什么也没有写入（保险法第一百三十一条）。",
      en: "The mapping records gifts, rebates or cash to customers under a contract of insurance, which is not taken; nothing was written (Insurance Law art. 131).",
    },
    {},
    problems,
  );
};
const CODE = "fact_customer_benefit";
/** Fields of a kind that the mapping reads from columns which are called after such a benefit: `返现金额` written as a refund. */
export const fieldsOfBenefits = (
  mapping: Mapping,
  kind: string,
  header: readonly string[],
): ReadonlyMap<string, string> =>
  new Map(
    !isDoing(kind)
      ? []
      : mapping.emits
          .filter((emit) => emit.kind === kind)
          .flatMap(({ fields }) => fields)
          .flatMap(({ name }): [string, string][] => {
            const column = columnsOf(mapping, kind, name, header).find(namesBenefit);
            return column === undefined ? [] : [[name, column]];
          }),
  );
/** The first of those fields in which an event says that something was given. */
export const benefitColumn = (
  fields: ReadonlyMap<string, string>,
  value: Readonly<Record<string, unknown>>,
): readonly [field: string, column: string] | undefined => [...fields].find(([field]) => !saysNone(value[field]));
