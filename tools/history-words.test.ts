import { expect, it } from "vitest";
import { ACCESS } from "../app/src/commands/permissions.ts";
import { OWN_LOGIN_VERBS } from "../app/src/commands/told-of-login.ts";

/** What the page says in a language; its texts belong to no project that this folder is built with. */
const textsOf = async (language: "zh" | "en") => {
  const part = async (name: string): Promise<Record<string, Record<string, Record<string, string>>>> =>
    import(new URL(`../web/src/i18n/${language}/${name}.ts`, import.meta.url).href);
  const [{ access }, { people }, { activity }] = await Promise.all([part("access"), part("people"), part("activity")]);
  return { table: access!.verbs!, history: people!.verbs!, others: activity!.others! };
};
/** Of all that may stand in the history of a person: commands of the table, and what is done to a login beside them. */
const without = (...tables: readonly object[]): string[] =>
  [...Object.keys(ACCESS), ...OWN_LOGIN_VERBS].filter((verb) => !tables.some((table) => verb in table));

it.each(["zh", "en"] as const)(
  "N7: whatever can stand in the history of a person or in the list of what was done has words, %s",
  async (language) => {
    const { table, history, others } = await textsOf(language);
    expect(without(history, table)).toEqual([]);
    expect(without(others, table)).toEqual([]);
    // What is done to a login is said as something that was done to this person, not as what a role allows.
    for (const verb of [...OWN_LOGIN_VERBS, "invite-person", "end-login", "prepare-reset", "decide-reset"])
      expect(history).toHaveProperty([verb]);
    for (const outcome of ["approved", "refused", "withdrawn"])
      expect(history).toHaveProperty([`decide-reset_${outcome}`]);
    const { "change-password": _, ...fewer } = history;
    expect(without(fewer, table)).toEqual(["change-password"]);
  },
);
