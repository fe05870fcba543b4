// Clauses: N1
import type { FormFaults } from "./form-faults.ts";

export const FEWEST = 10;
const MOST = 128;
let common: Promise<ReadonlySet<string>> | undefined;
/** Some fifty thousand passwords that attackers try first, and those of this trade and language that the list lacks. */
const OWN = [
  "woaini1314520",
  "5201314520",
  "1314520520",
  "baoxian123456",
  "zhongyue123",
  "qwertyuiop123",
  "a123456789",
];
const commonPasswords = (): Promise<ReadonlySet<string>> => {
  common ??= import("@zxcvbn-ts/language-common").then((loaded) => {
    // Bundled, what is no module of the language comes as its default alone.
    const { dictionary } = "dictionary" in loaded ? loaded : (loaded as { readonly default: typeof loaded }).default;
    return new Set([...dictionary["passwords-common"], ...OWN]);
  });
  return common;
};
/**
 * Length and what everybody tries, and no rule of composition (NIST SP 800-63B-4 3.1.1.2, ASVS 5.0 V6.2).
 * @param known words that stand near the account: its names
 */
export const checkPassword = async (
  field: string,
  password: string,
  known: readonly string[],
  faults: FormFaults,
): Promise<void> => {
  const length = [...password].length;
  const plain = password.normalize("NFKC").toLowerCase();
  if (length < FEWEST)
    faults.add(
      field,
      `密码至少 ${FEWEST} 个字符，可以用一句话。`,
      `Use ${FEWEST} characters or more; a sentence will do.`,
    );
  else if (length > MOST) faults.add(field, `密码最多 ${MOST} 个字符。`, `Use ${MOST} characters at most.`);
  else if (await isCommon(plain))
    faults.add(
      field,
      "这个密码太常见，别人一试就中。请换一个，例如几个不相干的词。",
      "This password is among those that everybody tries. Choose another, for example some words that have nothing to do with each other.",
    );
  else if (known.some((word) => tells(word) && plain.includes(word.toLowerCase())))
    faults.add(field, "密码不要含有姓名、工号或登录名。", "Do not use your name, code or login name in the password.");
};
/** Long enough to tell of somebody: a name of two characters does, two letters do not. */
const tells = (word: string): boolean => word.length >= (/\p{Script=Han}/u.test(word) ? 2 : 4);
/** The word itself, or with digits and signs about it, or few characters again and again. */
const isCommon = async (plain: string): Promise<boolean> => {
  const words = await commonPasswords();
  return words.has(plain) || words.has(plain.replace(/^[\d\W_]+|[\d\W_]+$/g, "")) || new Set(plain).size < 4;
};
