// Clauses: C7.1
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Mapping } from "../convert/mapping-model.ts";
import { readCustomerLines } from "../store/events.ts";
import type { House } from "./house.ts";

const AT_ONCE = 5000;

/** What the house knows of customers, as facts for a mapping that finds them by an attribute; nothing for any other. */
export const knownCustomers = async (
  house: House,
  companyId: number,
  { emits }: Mapping,
  path: string,
): Promise<string[]> => {
  if (!emits.some(({ fields }) => fields.some(({ customerBy }) => customerBy !== undefined))) return [];
  async function* lines(): AsyncGenerator<string> {
    let after: { readonly contractId: string; readonly sequence: number } | undefined;
    for (;;) {
      const place = after;
      const some = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
        readCustomerLines(tx, AT_ONCE, place),
      );
      yield some.map(({ line }) => `${line}\n`).join("");
      if (some.length < AT_ONCE) return;
      after = some.at(-1)!;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return [path];
};
