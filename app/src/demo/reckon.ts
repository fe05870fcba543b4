import { hash } from "node:crypto";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import type { KeptTrees } from "@fealty/engine/contract/assemble.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import { moneyText } from "@fealty/engine/values/money.ts";
import china from "../../../data/calendars/cn.json" with { type: "json" };
import type { DemoContract } from "./model.ts";
import type { Payables } from "./story/money.ts";
import { readerOf } from "./template-files.ts";

export type Reckoning = (contract: Pick<DemoContract, "main" | "files" | "facts">, asOf: string) => Evaluation;
/** Evaluates one contract after the other; the template is parsed once for all. A mistake in contract or facts is a bug here. */
export const reckoner = (): Reckoning => {
  const { calendar } = parseCalendar(china);
  assert(calendar, "the shipped calendar reads");
  const trees: KeptTrees = new Map();
  return ({ main, files, facts }, moment) => {
    const { contract, diagnostics } = loadContract(main, readerOf(files), [], trees);
    assert(contract, `${main}: ${JSON.stringify(diagnostics.slice(0, 3))}`);
    const parsed = parseFacts(contract, `${contract.number}.ndjson`, facts);
    assert(parsed.diagnostics.length === 0, `${main}: ${JSON.stringify(parsed.diagnostics.slice(0, 3))}`);
    const asOf = parseInstant(moment);
    assert(asOf !== undefined, moment);
    return evaluate(contract, parsed.events, {
      asOf,
      calendars: [calendar],
      zones: [SHANGHAI],
      sha256: (text) => hash("sha256", text, "hex"),
    });
  };
};
/** What the contract's own pay plan made payable in each closed month, months with nothing left out. */
export const payablesOf = ({ statements, contract }: Evaluation): Payables =>
  Object.fromEntries(
    statements
      .filter(({ rule, status, payable }) => rule === "C6.2/pay" && status !== "open" && payable > 0n)
      .map(({ label, payable }) => [label, moneyText(payable, contract.currency)]),
  );
