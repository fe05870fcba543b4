// Clauses: C2.3
import type { StateName } from "@fealty/engine/views/view.ts";
import type { RuleBook, RuleVersion } from "../../source/house-client.ts";

type Language = "zh" | "en";
type Shown = RuleVersion["state"] | "replaced";
export const RULE_STATES: Readonly<Record<Shown, StateName>> = {
  waiting: "not_started",
  refused: "ended",
  withdrawn: "ended",
  published: "met",
  replaced: "ended",
};
export const shownState = ({ current }: RuleBook, { state, version }: RuleVersion): Shown =>
  state === "published" && version !== current ? "replaced" : state;
/** The language in which a version is read: the reader's own where it is written in it. */
export const writtenIn = ({ text }: RuleVersion, language: Language): Language => {
  if (text[language] !== "") return language;
  return language === "zh" ? "en" : "zh";
};
/** The published version before one that is shown: what it is compared with. */
export const versionBefore = ({ versions }: RuleBook, { version }: RuleVersion): RuleVersion | undefined =>
  versions.find((one) => one.version < version && one.state === "published");
export const isOpen = (one: RuleBook["addressed"][number]): boolean => one.acknowledgedAt === null;
/** `HT-1、HT-2` as a list. */
export const numbersOf = (text: string): string[] => text.split(/[,，、;；\s]+/).filter((one) => one !== "");
