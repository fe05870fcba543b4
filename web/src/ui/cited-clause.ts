import type { TFunction } from "i18next";

/** 第 3.2 条; a supplementary clause or an annex goes by its own name, S3. */
export const citedClause = (t: TFunction, number: string): string =>
  /^\d/.test(number) ? t("clause.cited", { number }) : number;
