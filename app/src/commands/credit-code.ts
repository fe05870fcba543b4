import type { FormFaults } from "./form-faults.ts";

const DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The check character of GB 32100-2015 for the first 17 of a unified social credit code: 31 less the sum weighted by powers of 3. */
const creditCodeCheck = (seventeen: string): string => {
  let [sum, weight] = [0, 1];
  for (const one of seventeen) {
    sum += weight * DIGITS.indexOf(one);
    weight = (weight * 3) % 31;
  }
  return DIGITS[(31 - (sum % 31)) % 31]!;
};
/** Why a 统一社会信用代码 is none; undefined where it is one. A check of writing: it does not say that the company exists. */
export const creditCodeFault = (code: string): "form" | { readonly check: string } | undefined => {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(code)) return "form";
  const check = creditCodeCheck(code.slice(0, 17));
  return code[17] === check ? undefined : { check };
};
/** The credit code of a form, as it is kept; `""` where none was filled in. */
export const checkedCreditCode = (given: string | undefined, faults: FormFaults): string => {
  const code = (given ?? "").trim().toUpperCase();
  const fault = code === "" ? undefined : creditCodeFault(code);
  if (fault === "form")
    faults.add(
      "creditCode",
      "统一社会信用代码是 18 位数字和大写字母，没有 I、O、S、V、Z。",
      "A credit code has 18 digits and capitals, without I, O, S, V and Z.",
    );
  else if (fault)
    faults.add(
      "creditCode",
      `末位校验字符应为 ${fault.check}，请核对是否抄错。`,
      `The last character should be ${fault.check}; see whether one was copied wrong.`,
    );
  return code;
};
