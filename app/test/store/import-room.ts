import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import type { Caller } from "../../src/commands/access.ts";
import { addContract } from "../../src/commands/add-contract.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { type ImportRequest, type ImportWatch, importTable } from "../../src/commands/import-table.ts";
import { readContract } from "../../src/commands/read-contract.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { findContract } from "../../src/store/contracts.ts";
import { readContractState } from "../../src/store/derived-reads.ts";
import { readEvents } from "../../src/store/events.ts";
import { addPeople } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { instant, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

export const CLOCK = instant("2026-07-05T12:00:00+08:00");
const folder = mkdtempSync(join(tmpdir(), "fealty-imports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
export const put = (content: string | Uint8Array, ending = ".csv"): string => {
  const path = join(folder, `${files++}${ending}`);
  writeFileSync(path, content);
  return path;
};
/** Sales by order, customer, amount and day; `contract` where the mapping names one. */
export const MAPPING = `mapping: 1
source: {number: "1,234.56", currency: CNY, zone: Asia/Shanghai}
columns:
  no: 订单号
  customer: 客户
  amount: 金额
  day: 日期
emit:
  - kind: sale
    when: row.amount != ""
    id: [row.no]
    fields:
      at: datetime(row.day)
      order: row.no
      customer: row.customer
      amount: money(row.amount)
`;
export const byContract = (contract: string, head = ""): string =>
  `${MAPPING.replace("emit:", `${head}emit:`)}      contract: ${contract}\n`;
export const HEAD = "订单号,客户,金额,日期";
export const company: Caller = { companyId: 1, party: "company" };
export interface ImportHouse {
  readonly house: House;
  readonly add: (
    number: string,
    more?: { readonly caller?: Caller; readonly agent?: string; readonly text?: string },
  ) => Promise<string>;
  readonly take: (
    rows: string | Uint8Array,
    request?: Partial<ImportRequest>,
    more?: { readonly caller?: Caller; readonly mapping?: string; readonly watch?: ImportWatch },
  ) => ReturnType<typeof importTable>;
  readonly eventsOf: (number: string, companyId?: number) => ReturnType<typeof readEvents>;
  readonly stateOf: (number: string) => ReturnType<typeof readContractState>;
  readonly payOf: (number: string) => Promise<string>;
}
/** Two companies on a database of their own, at a standing moment; unless told otherwise their data are marked as invented. */
export const importHouse = async (demonstration = true): Promise<ImportHouse> => {
  const { calendar } = parseCalendar(kept);
  const threads = openThreads({ calendars: [calendar!] }, 2, await threadProgram());
  afterAll(() => threads.close());
  const store = await newStore();
  const house: House = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(
        tx,
        { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration, ...(demonstration ? { clock: CLOCK } : {}) },
        CLOCK,
      ),
    );
  const stateOf: ImportHouse["stateOf"] = (number) =>
    store.withCompany(1, {}, async (tx) => readContractState(tx, (await findContract(tx, number))!.contractId));
  return {
    house,
    stateOf,
    add: async (number, { caller = company, agent, text = CONTRACT } = {}) => {
      const personId = newUuid();
      if (agent !== undefined)
        await store
          .withCompany(caller.companyId, {}, (tx) => addPeople(tx, [{ personId, code: agent, name: `代理人${agent}` }]))
          .catch(() => undefined);
      const files = [{ path: "contract.yaml", text: text.replace("number: CLI-1", `number: ${number}`) }];
      await addContract(
        house,
        caller,
        { files, facts: "", ...(agent === undefined ? {} : { agentPersonId: personId }) },
        "en",
      );
      return number;
    },
    take: (rows, request = {}, { caller = company, mapping = MAPPING, watch } = {}) =>
      importTable(
        house,
        caller,
        {
          file: put(typeof rows === "string" && !rows.startsWith("/") ? `${rows}\n` : rows),
          fileName: "销售.csv",
          mapping: put(mapping, ".yaml"),
          language: "en",
          // Contracts of this house share their made-up rows.
          answers: { other_contract: "both" },
          ...request,
        },
        watch,
      ),
    eventsOf: (number, companyId = 1) =>
      store.withCompany(companyId, {}, async (tx) =>
        readEvents(tx, (await findContract(tx, number))!.contractId, { limit: 1_000_000 }),
      ),
    payOf: async (number) => {
      const view = await readContract<"view">(house, company, number, (asOf) => ({
        ask: "view",
        viewpoint: { asOf, party: "company", language: "en" },
      }));
      return view.statements.at(-1)!.payable;
    },
  };
};
