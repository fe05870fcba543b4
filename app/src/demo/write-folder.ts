import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Demo, DemoContract } from "./model.ts";
import { TEMPLATE_PATH, templateRoot } from "./template-files.ts";

export interface Written {
  readonly contracts: number;
  readonly events: number;
  readonly bytes: number;
}
/**
 * Writes a demonstration company as files that need nothing outside the folder: the template, contracts, facts, drafts, people,
 * customers and the answer key. The folder appears whole or not at all.
 * @param between called after each contract; what it throws stops the writing
 * @throws a system error when the folder is there already or cannot be written
 */
export const writeFolder = async (
  demo: Demo,
  folder: string,
  between: (contract: DemoContract, made: number) => Promise<void>,
): Promise<Written> => {
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}.draft`);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFileSync(join(draft, path), text);
  };
  const written = { contracts: 0, events: 0, bytes: 0 };
  try {
    copyTemplate(draft);
    const { company, branches, teams, products, agents, subAgents, customers, key } = demo;
    put("company.json", json({ company, branches, teams, products, agents, subAgents }));
    put("customers.ndjson", customers.map((one) => `${JSON.stringify(one)}\n`).join(""));
    put("key.json", json(key));
    for (const { files } of demo.drafts) for (const { path, text } of files) put(path, text);
    for (const contract of demo.contracts) {
      for (const { path, text } of contract.files) put(path, text);
      put(`facts/${contract.number}.ndjson`, contract.facts);
      written.contracts += 1;
      written.events += contract.events;
      written.bytes += Buffer.byteLength(contract.facts);
      await between(contract, written.contracts);
    }
    renameSync(draft, folder);
    return written;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};
const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
/** The parts of the template, without its kept facts. */
const copyTemplate = (folder: string): void => {
  const from = join(templateRoot(), dirname(TEMPLATE_PATH));
  const to = join(folder, dirname(TEMPLATE_PATH));
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (name.endsWith(".yaml")) copyFileSync(join(from, name), join(to, name));
};
