import { once } from "node:events";
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CreditColumns } from "@fealty/engine/pay/credit-cells.ts";
import { type Block, MEMBERS, PRODUCTS, SHAPES } from "./plan-shapes.ts";
import { seeded } from "./random.ts";

export const AGENTS = 10_000;
export const CREDITS = 2_000_000;
/** Answers of each agent's customers; how many of them are satisfied decides the factors. */
export const ANSWERS = 10;

/** One month of facts. */
export interface Month {
  readonly credits: CreditColumns & { readonly amount: Float64Array };
  readonly shapeOf: Uint16Array;
  /** Satisfied answers of ten, by agent. */
  readonly satisfied: Uint8Array;
}
export const makeMonth = (agents: number, count: number): Month => {
  const random = seeded(1);
  const credits = {
    agent: new Int32Array(count),
    group: new Uint8Array(count),
    member: new Int8Array(count),
    amount: new Float64Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    credits.agent[row] = random.below(agents);
    credits.group[row] = random.below(PRODUCTS.length);
    credits.member[row] = random.below(MEMBERS.length);
    credits.amount[row] = 1 + random.below(180_000);
  }
  return {
    credits,
    shapeOf: Uint16Array.from({ length: agents }, (_, agent) => agent % SHAPES),
    satisfied: Uint8Array.from({ length: agents }, () => random.below(ANSWERS + 1)),
  };
};
export const yuanText = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

export interface MonthFiles {
  /** agent, product, member, amount in yuan */
  readonly credits: string;
  /** agent, shape, share of satisfied answers */
  readonly agents: string;
  /** The plan shapes as JSON. */
  readonly shapes: string;
}
/** The same facts as files for the peers. */
export const writeMonth = async (
  month: Month,
  shapes: readonly (readonly Block[])[],
  folder: string,
): Promise<MonthFiles> => {
  const files = {
    credits: join(folder, "credits.csv"),
    agents: join(folder, "agents.csv"),
    shapes: join(folder, "shapes.json"),
  };
  const { agent, group, member, amount } = month.credits;
  const out = createWriteStream(files.credits);
  let chunk = "agent,product,member,amount\n";
  for (let row = 0; row < agent.length; row += 1) {
    chunk += `${agent[row]!},${PRODUCTS[group[row]!]!},${MEMBERS[member[row]!]!.id},${yuanText(amount[row]!)}\n`;
    if (chunk.length < 1 << 18) continue;
    if (!out.write(chunk)) await once(out, "drain");
    chunk = "";
  }
  out.end(chunk);
  await once(out, "close");
  const people = Array.from(
    { length: month.shapeOf.length },
    (_, index) => `${index},${month.shapeOf[index]!},${month.satisfied[index]! / ANSWERS}\n`,
  );
  writeFileSync(files.agents, `agent,shape,satisfied\n${people.join("")}`);
  writeFileSync(files.shapes, JSON.stringify({ members: MEMBERS, shapes }));
  return files;
};
