import type { PartyName } from "@fealty/engine/views/view.ts";

/** What a link says beside the clause: the moment, whose eyes, what is explained, the language. */
export interface PageSearch {
  readonly asOf?: string;
  readonly as?: PartyName;
  readonly explain?: string;
  readonly lang?: "zh" | "en";
  /** Filters of the list of contracts. */
  readonly text?: string;
  readonly mode?: string;
  readonly state?: string;
  readonly branch?: string;
  readonly risk?: "yes";
  readonly findings?: "yes";
  /** Filters of the lists of people and customers. */
  readonly kind?: string;
  readonly role?: string;
  readonly when?: string;
  /** Filters of the list of everything that was done. */
  readonly contract?: string;
  readonly person?: string;
  readonly fromOn?: string;
  readonly untilOn?: string;
}
const FILTERS = [
  "text",
  "mode",
  "state",
  "branch",
  "role",
  "kind",
  "when",
  "contract",
  "person",
  "fromOn",
  "untilOn",
] as const;
const PARTIES: readonly string[] = ["company", "agent", "intermediary"];

/** Anything else in a link is dropped: a mistyped one still opens. */
export const readSearch = (search: Record<string, unknown>): PageSearch => {
  const text = (name: string): string | undefined =>
    typeof search[name] === "string" && search[name] !== "" ? search[name] : undefined;
  // A plus that stands bare in a link arrives as a blank.
  const [asOf, as, explain, lang] = [
    text("asOf")?.replace(/ (?=\d{2}:\d{2}$)/, "+"),
    text("as"),
    text("explain"),
    text("lang"),
  ];
  return {
    ...(asOf === undefined ? {} : { asOf }),
    ...(as !== undefined && PARTIES.includes(as) ? { as: as as PartyName } : {}),
    ...(explain === undefined ? {} : { explain }),
    ...(lang === "zh" || lang === "en" ? { lang } : {}),
    ...Object.fromEntries(FILTERS.flatMap((name) => (text(name) === undefined ? [] : [[name, text(name)]]))),
    ...(text("risk") === "yes" ? { risk: "yes" as const } : {}),
    ...(text("findings") === "yes" ? { findings: "yes" as const } : {}),
  };
};
/** `?asOf=…&explain=C3.2/nps@2026-Q2`: readable, since people paste it into mails. */
export const stringifySearch = (search: Record<string, unknown>): string => {
  const parts = Object.entries(search)
    .filter(([, value]) => typeof value === "string" && value !== "")
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value as string).replace(/%(2F|40|3A)/g, (code) => decodeURIComponent(code))}`,
    );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
};
export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
