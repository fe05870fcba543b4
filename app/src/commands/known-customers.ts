// Clauses: C7.1
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Mapping } from "../convert/mapping-model.ts";
import { type CustomerData, listCustomers } from "../store/customers.ts";
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
      if (some.length < AT_ONCE) break;
      after = some.at(-1)!;
    }
    // Who they are stands in the register alone.
    for (let offset = 0; ; offset += AT_ONCE) {
      const { rows } = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
        listCustomers(tx, {}, { offset, limit: AT_ONCE }),
      );
      yield rows
        .map((one) => (one.data === undefined ? "" : `${JSON.stringify(asSubject(one.code, one.data))}\n`))
        .join("");
      if (rows.length < AT_ONCE) return;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return [path];
};
const asSubject = (customer: string, { name, phone }: CustomerData) => ({
  kind: "subject",
  of: "customer",
  customer,
  name,
  ...(phone === undefined ? {} : { phone }),
});
