// Clauses: C7.1
import type { Language } from "@fealty/engine/values/text.ts";
import type { OtherContract } from "../store/other-contracts.ts";

const NAMED = 3;
/** `T-1 (3), T-2 (1)`: contracts with how many rows or events stand there; of many the first few. */
export const otherContractWords = (others: readonly OtherContract[], language: Language): string => {
  const zh = language === "zh";
  const named = others.slice(0, NAMED).map(({ number, rows }) => (zh ? `${number}（${rows}）` : `${number} (${rows})`));
  const more = others.length - named.length;
  const rest = more > 0 ? [zh ? `另 ${more} 份` : `${more} more`] : [];
  return [...named, ...rest].join(zh ? "、" : ", ");
};
