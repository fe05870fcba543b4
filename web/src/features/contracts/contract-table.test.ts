import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import type { Company, ListedContract } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { contractTable } from "./contract-table.ts";

test("N6: the list of contracts as a file says beside each pay in which currency it is", () => {
  const row = (number: string, code: string): ListedContract =>
    ({
      number,
      agentName: "乙",
      state: null,
      openFindings: 0,
      branchId: null,
      mode: "company_led",
      figures: {
        pay: { ref: "r", period: "2026-01", status: "closed", payable: "6223", currency: { code, decimals: 0 } },
      },
    }) as unknown as ListedContract;
  const t = ((key: string) => key) as unknown as TFunction;
  const rows = [row("A", "JPY"), row("B", "CNY")];
  const table = contractTable({ branches: [] } as unknown as Company, rows, houseFormat("zh", 0), t);
  const at = table.columns.indexOf("contractList.currency");
  expect(table.columns[at - 1]).toBe("contractList.pay");
  expect(table.rows.map((cells) => cells[at])).toEqual(["JPY", "CNY"]);
});
