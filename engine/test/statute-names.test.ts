import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LAW_PACKS } from "../src/contract/check/pack.ts";
import { wordsOf } from "../src/views/words-of.ts";

const template = fileURLToPath(new URL("../../templates/agent-loyalty/", import.meta.url));
const citedBy = (text: string): string[] => [...text.matchAll(/\bCN-[A-Z]+(?=-\d)/g)].map(([law]) => law);

test.each(["zh", "en"] as const)(
  "C14.2 C13.1: every law that the template or a pack cites has a name in print (%s)",
  (language) => {
    const inTemplate = readdirSync(template)
      .filter((name) => name.endsWith(".yaml"))
      .flatMap((name) => citedBy(readFileSync(template + name, "utf8")));
    const inPacks = LAW_PACKS.flatMap(({ provisions }) => provisions.map(({ law }) => law));
    expect(inTemplate).toEqual(expect.arrayContaining(["CN-TML", "CN-COPY"]));
    expect([...new Set([...inTemplate, ...inPacks])].filter((law) => !wordsOf(language).statute[law])).toEqual([]);
  },
);
