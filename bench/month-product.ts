import { refreshOne } from "../app/src/commands/refresh-contracts.ts";
import { addContract } from "../app/src/store/contracts.ts";
import { readStatement } from "../app/src/store/derived-reads.ts";
import { appendEvents } from "../app/src/store/events.ts";
import { newUuid } from "../app/src/store/uuid.ts";
import { type BenchHouse, COMPANY } from "./bench-house.ts";
import { millisecondsOf } from "./measure.ts";
import type { Month } from "./month-data.ts";
import { factsOf, JULY_5 } from "./month-fealty.ts";
import { type Block, contractOf } from "./plan-shapes.ts";

const fenOf = (text = ""): string => {
  const digits = text.replace(/[.,]/g, "").replace(/^(-?)0+(?=\d)/, "$1");
  return digits === "-0" ? "0" : digits;
};

/**
 * What the house does today at a month's end: each contract is loaded from the store, evaluated and saved with its statement.
 * @returns the statement's lines as `agent,component,member,basis,amount`, and the milliseconds it took
 */
export const closeInHouse = async (
  { house }: BenchHouse,
  shape: readonly Block[],
  month: Month,
  agent: number,
): Promise<{ readonly lines: readonly string[]; readonly milliseconds: number }> => {
  const contractId = newUuid();
  const number = `BENCH-PLAN-${agent}`;
  await house.store.withCompany(COMPANY, {}, async (tx) => {
    const head = {
      contractId,
      number,
      title: { zh: "月结", en: "Month close" },
      mode: "company_led",
      status: "in_force",
      term: { from: "2026-06-01", until: "2026-12-31" },
      companyName: "甲",
      agentName: "乙",
    } as const;
    await addContract(tx, head, [{ path: "plan.json", text: contractOf(shape, agent) }], JULY_5);
    const events = factsOf(month, agent).map((fact) => {
      const at = (Date.parse(fact.at) * 1000) as typeof JULY_5;
      return { sourceId: fact.id, kind: fact.kind, at, recordedAt: at, line: JSON.stringify(fact) };
    });
    await appendEvents(tx, contractId, events, { receivedAt: JULY_5 });
  });
  const inJuly = { ...house, now: () => JULY_5 };
  const milliseconds = await millisecondsOf(() => refreshOne(inJuly, COMPANY, contractId));
  const statement = await house.store.withCompany(COMPANY, {}, (tx) =>
    readStatement(tx, contractId, "C6.2/pay", "2026-06"),
  );
  if (statement?.status !== "closed") throw new Error(`${number} has no closed statement of June`);
  const { lines } = JSON.parse(statement.content) as { lines: readonly Readonly<Record<string, string>>[] };
  return {
    lines: lines.map(({ component, member = "", basis, amount }) =>
      [agent, component, member, fenOf(basis), fenOf(amount)].join(","),
    ),
    milliseconds,
  };
};
