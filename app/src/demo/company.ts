import { dateText } from "./days.ts";
import type { Company } from "./model.ts";
import type { Span } from "./span.ts";
import { MARK } from "./words.ts";

/** The parties that stand in every contract. Both are made up. */
export const COMPANY = {
  name: "恒信保险代理有限公司",
  name_en: "Hengxin Insurance Agency Co., Ltd.",
  kind: "organisation",
  representative: "周启明",
  address: "浙江省杭州市上城区望江路88号6层",
  contact: "合同管理部",
  telephone: "0571-5550 0188",
  e_mail: "contracts@hengxin.example",
} as const;
export const INTERMEDIARY = {
  name: "信桥咨询（杭州）有限公司",
  name_en: "Xinqiao Consulting (Hangzhou) Co., Ltd.",
  kind: "organisation",
  representative: "何静",
  address: "浙江省杭州市西湖区文三路478号9层",
  contact: "项目协调部",
  telephone: "0571-5550 0488",
  e_mail: "desk@xinqiao.example",
} as const;
export const companyOf = (span: Span): Company => {
  const { kind: _, name_en: __, ...company } = COMPANY;
  return {
    label: MARK,
    ...company,
    intermediary: INTERMEDIARY.name,
    currency: "CNY",
    time_zone: "Asia/Shanghai",
    from: dateText(span.from),
    until: dateText(span.until),
    as_of: span.asOf,
  };
};
