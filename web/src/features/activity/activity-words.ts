// Clauses: N7
import { useTranslation } from "react-i18next";
import type { ActivityPage } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";

export type ActLine = ActivityPage["rows"][number];
/** Acts that no verb of the table stands for. */
const OTHERS: readonly string[] = [
  "purge-customer",
  "enter-own-page",
  "say-own-consent",
  "make-own-request",
  "copy-own-data",
  "activate-login",
  "prove-address",
  "ask-for-reset",
  "set-up-owner",
  "change-password",
  "add-second-factor",
  "end-second-factor",
  "add-passkey",
  "end-passkey",
  "enter-company",
];
const PAGES: Readonly<Record<string, string>> = { contract: "contracts", person: "people", customer: "customers" };

const TOLD_FROM = 5;
const UNITS = [
  { name: "days", seconds: 86_400 },
  { name: "hours", seconds: 3600 },
  { name: "minutes", seconds: 60 },
  { name: "seconds", seconds: 1 },
] as const;
/** What a line says, in the reader's language: on the screen and in a file alike. */
export const useActWords = () => {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const who = ({ actor, party }: ActLine): string =>
    party === "customer"
      ? t("activity.customer")
      : actor === undefined
        ? t("activity.machine")
        : actor.name === ""
          ? t("activity.somebody")
          : actor.name;
  const did = ({ verb, facts }: ActLine): string => {
    const named = OTHERS.includes(verb)
      ? t(`activity.others.${verb as "purge-customer"}`)
      : t(`access.verbs.${verb as "read-company"}`, { defaultValue: t("activity.others.other") });
    return facts > 0 ? `${named} · ${t("activity.facts", { count: facts })}` : named;
  };
  const about = ({ subject: { kind, code, name } }: ActLine): string =>
    [t(`activity.kinds.${kind}`), name && (name[language] || name.zh), code].filter(Boolean).join(" ");
  const hrefOf = ({ subject: { kind, code } }: ActLine): string | undefined =>
    code === undefined || PAGES[kind] === undefined ? undefined : `#/${PAGES[kind]}/${encodeURIComponent(code)}`;
  /** What a device's clock was off by, where it is more than a way through the net takes. */
  const offset = (seconds: number | undefined): string | undefined => {
    const size = Math.abs(seconds ?? 0);
    if (seconds === undefined || size < TOLD_FROM) return undefined;
    const unit = UNITS.find(({ seconds: own }) => size >= own)!;
    const amount = t(`activity.${unit.name}`, { count: Math.round(size / unit.seconds) });
    return t(seconds > 0 ? "activity.clockAhead" : "activity.clockBehind", { amount });
  };
  const how = ({ actor, method, power, party, key, clockOffsetSeconds }: ActLine, from: string | undefined): string => {
    if (method === undefined) return t("activity.notKept");
    if (party === "customer")
      return [
        t(`activity.methods.${method as "page"}`),
        t(`activity.ways.${power as "link"}`),
        from,
        offset(clockOffsetSeconds),
      ]
        .filter(Boolean)
        .join(" · ");
    // Whoever works on the machine itself holds no role there.
    const roles = actor === undefined ? [] : (power ?? "").split(" ").filter((role) => role !== "");
    const named = roles.map((role) =>
      role === "party"
        ? t("activity.asParty")
        : t(`people.roles.${role as "owner"}`, { defaultValue: t("activity.methods.house") }),
    );
    const by = [t(`activity.methods.${method as "page"}`), key?.name].filter(Boolean).join(" ");
    return [by, named.join(t("list")), from, offset(clockOffsetSeconds)].filter(Boolean).join(" · ");
  };
  const row = (line: ActLine): string[] => [
    houseFormat(language, line.at).time(line.at),
    who(line),
    did(line),
    about(line),
    how(line, line.from),
  ];
  return { who, did, about, hrefOf, how, row };
};
