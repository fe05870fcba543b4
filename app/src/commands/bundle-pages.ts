// Clauses: N7
import { typeset } from "../documents/typeset.ts";

interface Words {
  readonly zh: string;
  readonly en: string;
}
/** A timeline as PDF, or why there is none: a bundle is made either way, and its index says so. */
export type Pages = { readonly pdf: Uint8Array; readonly pages: number } | { readonly without: Words };

/**
 * Sets pages from their data.
 * @param program of the thread that sets them
 * @param at when they are said to have been made, in whole seconds UTC
 */
export const setPages = async (program: URL | undefined, data: string, at: number): Promise<Pages> => {
  const answer = program === undefined ? undefined : await typeset(program, { data, at });
  if (answer !== undefined && "pdf" in answer) return answer;
  if (answer === undefined || "failed" in answer)
    return { without: { zh: "这台机器上的排版程序没有运行", en: "the typesetter did not run on this machine" } };
  const named = answer.lacking
    .slice(0, MOST_NAMED)
    .map((sign) => `${sign} (U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`);
  const more = answer.lacking.length > MOST_NAMED ? " …" : "";
  return {
    without: {
      zh: `字库里没有这些字：${named.join("、")}${more}`,
      en: `the fonts have no ${named.join(", ")}${more}`,
    },
  };
};
const MOST_NAMED = 10;
