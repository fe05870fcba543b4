// Clauses: C7.1
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Text } from "@fealty/engine/values/text.ts";
import { parseMapping } from "../convert/mapping.ts";

/** A mapping that comes with Fealty. */
export interface ShippedMapping {
  readonly name: string;
  readonly title: Required<Text>;
  readonly text: string;
}
export const listMappings = async (): Promise<ShippedMapping[]> => {
  const folder = mappingFolder();
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), "utf8");
      return { name, title: parseMapping(name, text).title, text };
    }),
  );
};
const mappingFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "mappings")) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, "mappings");
};
