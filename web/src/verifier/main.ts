// Clauses: N7
import { partyWord } from "@fealty/engine/messages/bundle-words.ts";
import { type BundleReport, verifyBundle } from "@fealty/engine/verify-bundle.ts";
import { bundleHost } from "./host.ts";
import { words } from "./words.ts";

// The page inside a bundle of evidence: it runs from a disk, asks nothing of any network and keeps nothing.
type Language = "zh" | "en";
let language: Language = /^zh/i.test(navigator.language) ? "zh" : "en";
let report: BundleReport | undefined;
let trouble: keyof typeof words | undefined;
let bundle: File | undefined;
let receipts: readonly File[] = [];

const element = <Kind extends HTMLElement = HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;
const say = (name: keyof typeof words): string => words[name][language];
const made = (tag: string, text = "", className = ""): HTMLElement => {
  const one = document.createElement(tag);
  one.textContent = text;
  if (className !== "") one.className = className;
  return one;
};
const show = (): void => {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  element("title").textContent = say("title");
  element("language").textContent = words.other[language];
  element("intro").textContent = say("intro");
  element("bundle-label").textContent = say("bundle");
  element("receipts-label").textContent = say("receipts");
  const outcome = element("outcome");
  outcome.replaceChildren();
  if (trouble !== undefined) outcome.append(made("p", say(trouble), "verdict fails"));
  else if (report) outcome.append(...outcomeOf(report));
};
const outcomeOf = ({
  holds,
  contract,
  party,
  case: matter,
  days,
  asOf,
  madeAt,
  period,
  checks,
  limits,
}: BundleReport): HTMLElement[] => {
  const facts = made("dl");
  const rows: [keyof typeof words, string | undefined][] = [
    ["contract", contract && `${contract.number} ${contract.title[language]}`],
    ["party", party && partyWord(party)[language]],
    ["case", matter],
    ["days", days],
    ["period", period],
    ["asOf", asOf],
    ["madeAt", madeAt],
  ];
  for (const [name, value] of rows) if (value !== undefined) facts.append(made("dt", say(name)), made("dd", value));
  const list = made("ol", "", "checks");
  for (const check of checks) {
    const item = made("li", "", check.holds ? "good" : "bad");
    item.append(made("span", say(check.holds ? "holds" : "fails"), "mark"), check.what[language]);
    if (check.details.length > 0) {
      const details = made("ul", "", "quiet");
      for (const detail of check.details) details.append(made("li", detail[language]));
      item.append(details);
    }
    list.append(item);
  }
  const more = made("ul");
  for (const limit of limits) more.append(made("li", limit[language]));
  return [
    made("p", say(holds ? "allHold" : "notAll"), `verdict ${holds ? "holds" : "fails"}`),
    facts,
    made("h2", say("checks")),
    list,
    ...(limits.length === 0 ? [] : [made("h2", say("limits")), more]),
  ];
};
const verify = async (): Promise<void> => {
  if (!bundle) return;
  [report, trouble] = [undefined, undefined];
  element("outcome").replaceChildren(made("p", say("busy"), "quiet"));
  // The words have to be there before the long work begins.
  await new Promise((resolve) => setTimeout(resolve, 50));
  try {
    const bytes = new Uint8Array(await bundle.arrayBuffer());
    const kept = await Promise.all(receipts.map((file) => file.text()));
    report = verifyBundle(bytes, await bundleHost(), kept);
  } catch (error) {
    console.error(error);
    trouble = error instanceof DOMException ? "unread" : "broken";
  }
  show();
};
element("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  show();
});
element<HTMLInputElement>("bundle").addEventListener("change", (event) => {
  bundle = (event.target as HTMLInputElement).files?.[0];
  void verify();
});
element<HTMLInputElement>("receipts").addEventListener("change", (event) => {
  receipts = [...((event.target as HTMLInputElement).files ?? [])];
  void verify();
});
show();
