import { words as wordsEn } from "@fealty/engine/messages/words/en.ts";
import { words as wordsZh } from "@fealty/engine/messages/words/zh.ts";
import { expect, test } from "vitest";
import * as accessEn from "./en/access.ts";
import * as activityEn from "./en/activity.ts";
import * as companiesEn from "./en/companies.ts";
import * as customersEn from "./en/customers.ts";
import * as explainEn from "./en/explain.ts";
import { files as filesEn } from "./en/files.ts";
import * as importsEn from "./en/imports.ts";
import * as intermediaryEn from "./en/intermediary.ts";
import * as lettersEn from "./en/letters.ts";
import * as licencesEn from "./en/licences.ts";
import * as listsEn from "./en/lists.ts";
import * as machinesEn from "./en/machines.ts";
import * as outboxEn from "./en/outbox.ts";
import * as ownPageEn from "./en/own-page.ts";
import * as peopleEn from "./en/people.ts";
import * as privacyEn from "./en/privacy.ts";
import * as dutiesEn from "./en/privacy-duties.ts";
import * as recordEn from "./en/record.ts";
import * as rulesEn from "./en/rules.ts";
import { screen as screenEn } from "./en/screen.ts";
import * as signingEn from "./en/signing.ts";
import * as accessZh from "./zh/access.ts";
import * as activityZh from "./zh/activity.ts";
import * as companiesZh from "./zh/companies.ts";
import * as customersZh from "./zh/customers.ts";
import * as explainZh from "./zh/explain.ts";
import { files as filesZh } from "./zh/files.ts";
import * as importsZh from "./zh/imports.ts";
import * as intermediaryZh from "./zh/intermediary.ts";
import * as lettersZh from "./zh/letters.ts";
import * as licencesZh from "./zh/licences.ts";
import * as listsZh from "./zh/lists.ts";
import * as machinesZh from "./zh/machines.ts";
import * as outboxZh from "./zh/outbox.ts";
import * as ownPageZh from "./zh/own-page.ts";
import * as peopleZh from "./zh/people.ts";
import * as privacyZh from "./zh/privacy.ts";
import * as dutiesZh from "./zh/privacy-duties.ts";
import * as recordZh from "./zh/record.ts";
import * as rulesZh from "./zh/rules.ts";
import { screen as screenZh } from "./zh/screen.ts";
import * as signingZh from "./zh/signing.ts";

const en = {
  ...screenEn,
  ...importsEn,
  ...peopleEn,
  ...customersEn,
  ...privacyEn,
  ...accessEn,
  ...outboxEn,
  ...ownPageEn,
  ...machinesEn,
  ...dutiesEn,
  ...recordEn,
  ...signingEn,
  ...lettersEn,
  ...intermediaryEn,
  ...activityEn,
  ...rulesEn,
  ...licencesEn,
  ...companiesEn,
  explain: { ...screenEn.explain, ...explainEn.explain },
  contractList: { ...screenEn.contractList, ...listsEn.contractList },
  today: { ...screenEn.today, ...listsEn.today },
  files: filesEn,
};
const zh = {
  ...screenZh,
  ...importsZh,
  ...peopleZh,
  ...customersZh,
  ...privacyZh,
  ...accessZh,
  ...outboxZh,
  ...ownPageZh,
  ...machinesZh,
  ...dutiesZh,
  ...recordZh,
  ...signingZh,
  ...lettersZh,
  ...intermediaryZh,
  ...activityZh,
  ...rulesZh,
  ...licencesZh,
  ...companiesZh,
  explain: { ...screenZh.explain, ...explainZh.explain },
  contractList: { ...screenZh.contractList, ...listsZh.contractList },
  today: { ...screenZh.today, ...listsZh.today },
  files: filesZh,
};

/** Every text of one language with its path, for comparison with the other. */
const texts = (tree: object, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}${key}`, value] as [string, string]]
      : texts(value as object, `${path}${key}.`),
  );
const slots = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

test("N1: both languages fill in the same figures", () => {
  const english = new Map([...texts(en), ...texts(wordsEn)]);
  for (const [path, text] of [...texts(zh), ...texts(wordsZh)]) {
    const other = english.get(path);
    if (other !== undefined) expect({ path, slots: slots(other) }).toEqual({ path, slots: slots(text) });
  }
});
test("N1: English has no Chinese in it, Chinese punctuation is full-width", () => {
  // Holidays are found by the name that the published papers give them.
  for (const [path, text] of [...texts(en), ...texts(wordsEn)])
    if (path !== "language.zh" && !path.startsWith("holiday."))
      expect(`${path} ${text}`).not.toMatch(/[\u4e00-\u9fff，。；：？！（）]/);
  for (const [path, text] of [...texts(zh), ...texts(wordsZh)])
    expect(`${path} ${text}`).not.toMatch(/[\u4e00-\u9fff][,;?!]/);
});
