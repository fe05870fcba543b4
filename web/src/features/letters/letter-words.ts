import type { StateName } from "@fealty/engine/views/view.ts";
import type { Letter, LettersRead } from "../../source/house-client.ts";

type Language = "zh" | "en";
export const MATTERS = ["introduction", "application", "delivery", "premium_notice", "claims_help", "service"] as const;
/** The words of a letter in the reader's language; it is the Chinese that counts where there is no other. */
export const inLanguage = (words: { readonly zh: string; readonly en: string }, language: Language): string =>
  words[language].trim() === "" ? words.zh : words[language];
export const LETTER_STATES: Readonly<Record<Letter["standing"], StateName>> = {
  draft: "not_started",
  discarded: "ended",
  not_yet: "not_started",
  valid: "met",
  expired: "ended",
  ended: "ended",
  replaced: "ended",
  contract_ended: "ended",
};
export type Act = LettersRead["acts"][number];
export const ACT_STATES: Readonly<Record<Act["standing"], StateName>> = {
  open: "running",
  demanded: "at_risk",
  ratified: "met",
  refused: "ended",
  silence: "ended",
  withdrawn: "ended",
  dropped: "waived",
};
export const isSettled = ({ standing }: Act): boolean => standing !== "open" && standing !== "demanded";
/** `浙江省、Zhejiang` as a list. */
export const listOf = (text: string): string[] => text.split(/[,，、;；\n]+/).flatMap((one) => one.trim() || []);
export const letterHref = (letterId: string): string => `#/letters/${letterId}`;
/** What annex A2 of the template says of powers: a new letter begins with it. */
export const POWERS = {
  zh: "以甲方名义办理上列事项；无权承诺合同约定以外的利益，无权收取现金，无权变更合同内容。",
  en: "To handle the matters listed in the Company’s name; no power to promise benefits beyond the contract, to take cash or to change a contract.",
};
