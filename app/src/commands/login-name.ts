// Clauses: N1
import type { LoginName } from "../store/login-names.ts";
import type { FormFaults } from "./form-faults.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const MAINLAND = /^1[3-9]\d{9}$/;
const INTERNATIONAL = /^\+\d{7,15}$/;
const WORD = /^[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u;

/** A name to sign in with in its one form: full-width letters, capitals, and how a phone number is grouped do not matter. */
export const loginNameOf = (text: string): LoginName | undefined => {
  const name = text.normalize("NFKC").trim().toLowerCase();
  if (EMAIL.test(name)) return { kind: "email", name };
  const digits = name.replace(/[\s().-]/g, "");
  if (MAINLAND.test(digits)) return { kind: "phone", name: `+86${digits}` };
  if (/^0086\d/.test(digits)) return loginNameOf(`+${digits.slice(2)}`);
  if (INTERNATIONAL.test(digits)) return { kind: "phone", name: digits };
  // A word of digits alone would be taken for a mistyped phone number.
  return WORD.test(name) && /\p{L}/u.test(name) ? { kind: "user_name", name } : undefined;
};
/** The same of a form's field. */
export const checkedLoginName = (field: string, text: string, faults: FormFaults): LoginName | undefined => {
  const name = loginNameOf(text);
  if (name === undefined)
    faults.add(
      field,
      "请填写手机号、邮箱，或 3 到 40 个字的登录名（字母、汉字、数字、点、横线，至少含一个字母或汉字）。",
      "Give a phone number, an e-mail address, or a name of 3 to 40 letters, digits, dots and dashes with at least one letter.",
    );
  return name;
};
