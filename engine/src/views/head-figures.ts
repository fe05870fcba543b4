// Clauses: A1, C1.1, C8.1
import { nameIn } from "../contract/members.ts";
import type { Contract, Party, PartyDetails } from "../contract/model.ts";
import type { HeadMark } from "../contract/placeholders.ts";
import { dayText } from "../values/date.ts";
import type { Language } from "./view.ts";
import { wordsOf } from "./words-of.ts";

type Figure = (contract: Contract, language: Language) => string;
const FIGURES: Readonly<Record<HeadMark, Figure>> = {
  "term.from": ({ term }) => dayText(term.from),
  "term.until": ({ term }) => dayText(term.until),
  "calendar.hours": (contract, language) => hoursWords(contract, language),
  "parties.service": (contract, language) => serviceWords(contract, language),
};
/** What a text prints of the contract's head; undefined for a name that stands for nothing there. */
export const headFigure = (contract: Contract, id: string, language: Language): string | undefined =>
  Object.hasOwn(FIGURES, id) ? FIGURES[id as HeadMark](contract, language) : undefined;

/** `9时至12时、13时30分至18时`, `9:00 to 12:00 and 13:30 to 18:00` */
const hoursWords = ({ calendar }: Contract, language: Language): string => {
  const clock = (minutes: number): string => {
    const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
    if (language === "zh") return `${hour}时${minute === 0 ? "" : `${minute}分`}`;
    return `${hour}:${String(minute).padStart(2, "0")}`;
  };
  const spans = calendar.hours.map(({ from, to }) => `${clock(from)}${language === "zh" ? "至" : " to "}${clock(to)}`);
  if (language === "zh") return spans.join("、");
  return [spans.slice(0, -1).join(", "), spans.at(-1)!].filter((part) => part !== "").join(" and ");
};

const DETAILS = {
  address: { zh: "送达地址", en: "address for service" },
  contact: { zh: "联系人", en: "contact" },
  telephone: { zh: "电话", en: "telephone" },
  e_mail: { zh: "电子邮箱", en: "e-mail" },
} as const;
/** Where notices and papers of a court or tribunal reach each party. */
const serviceWords = ({ parties, mode }: Contract, language: Language): string => {
  const zh = language === "zh";
  const line = (party: Party, named: PartyDetails): string => {
    const { name, details } = named;
    const shown = nameIn(named, language);
    const said = Object.entries(DETAILS).flatMap(([key, word]) => {
      const value = detailOf(details, key);
      return value === "" ? [] : [`${word[language]}${zh ? "" : " "}${value}`];
    });
    const none = zh ? "送达地址未填写" : "no address for service is given";
    const reached = said.length === 0 ? none : said.join(zh ? "，" : ", ");
    return `${wordsOf(language).party[party]}${zh ? "" : " "}${shown === name ? name : `${shown} (${name})`}${zh ? "：" : ": "}${reached}`;
  };
  return (["company", "agent", "intermediary"] as const)
    .flatMap((party) => {
      const details = parties[party];
      return !details || (party === "intermediary" && mode !== "intermediary_led") ? [] : [line(party, details)];
    })
    .join(zh ? "；" : "; ");
};
/** A detail that is written in parts (`address: {city, street}`) is read in their order. */
const detailOf = (details: PartyDetails["details"], key: string): string =>
  Object.entries(details)
    .flatMap(([name, value]) => ((name === key || name.startsWith(`${key}.`)) && value.trim() !== "" ? [value] : []))
    .join(" ");
