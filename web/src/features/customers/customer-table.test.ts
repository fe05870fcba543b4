import { createInstance } from "i18next";
import { expect, test } from "vitest";
import * as customersZh from "../../i18n/zh/customers.ts";
import type { ListedCustomer } from "../../source/house-client.ts";
import { customerTable } from "./customer-table.ts";

const branches = [{ code: "HZ", name: { zh: "杭州分公司", en: "" } }] as Parameters<typeof customerTable>[1];
const customer: ListedCustomer = {
  code: "K1",
  kind: "person",
  branch: "HZ",
  fromOn: "2026-01-01",
  beforeOn: "2026-07-01",
  erased: false,
  data: { name: "王**", phone: "138****34" },
  masked: ["name", "phone"],
  withheld: [],
  serving: [{ number: "HX-1", agentName: "李晓" }],
};

test("N7: a file has of each customer what the screen has: a masked name, and of an erased one that it was erased", async () => {
  const texts = createInstance();
  await texts.init({ lng: "zh", defaultNS: "screen", resources: { zh: { screen: customersZh } } });
  const { columns, rows } = customerTable(
    [
      customer,
      {
        code: "K2",
        kind: "organisation",
        fromOn: "2026-01-01",
        erased: true,
        data: {},
        masked: [],
        withheld: [],
        serving: [],
      },
    ],
    branches,
    "zh",
    texts.t,
  );
  expect(columns).toEqual(["姓名或名称", "客户编号", "类别", "机构", "服务合同", "第一天", "最后一天"]);
  expect(rows).toEqual([
    ["王**", "K1", "个人", "杭州分公司", "李晓 HX-1", "2026-01-01", "2026-06-30"],
    ["个人信息已删除", "K2", "单位", "", "", "2026-01-01", ""],
  ]);
});
