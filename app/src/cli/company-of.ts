// Clauses: N1
import type { House } from "../commands/house.ts";
import { companiesOf } from "../commands/open-house.ts";
import { type Call, RefusedError, UsageError } from "./command.ts";

/** The company that a call means: the only one, or that of `--company`. */
export const companyOf = async (house: House, call: Call): Promise<number> => {
  const companies = await companiesOf(house);
  const wanted = call.option("company");
  const found = wanted === undefined ? companies : companies.filter(({ companyId }) => String(companyId) === wanted);
  if (found.length === 1) return found[0]!.companyId;
  if (companies.length === 0)
    throw new RefusedError("no_company", {
      zh: "库里还没有公司。`fealty found 名称` 建立自己的公司，`fealty serve --demo full` 建立演示公司。",
      en: "There is no company in the house yet. `fealty found NAME` founds your own, `fealty serve --demo full` the demonstration.",
    });
  // A number that names none is told as such, not as one that was left out.
  const none =
    wanted === undefined
      ? { zh: "", en: "" }
      : { zh: `没有编号为 ${wanted} 的公司。`, en: `There is no company ${wanted}. ` };
  const list = (language: "zh" | "en"): string =>
    companies.map(({ companyId, name }) => `${companyId} ${name[language]}`).join(language === "zh" ? "、" : ", ");
  throw new UsageError({
    zh: `${none.zh}请用 --company 指定公司：${list("zh")}。`,
    en: `${none.en}Say with --company which company: ${list("en").replace(/\.$/, "")}.`,
  });
};
