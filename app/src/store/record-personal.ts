// Clauses: N7, N8
import { randomBytes } from "node:crypto";
import { parseJson } from "@fealty/engine/contract/json.ts";
import {
  commitment,
  eventRecord,
  personalEventRecord,
  personalFields,
  SALT_BYTES,
} from "@fealty/engine/evidence/record.ts";
import { customerIds } from "./customers.ts";
import { openPersonalKeys } from "./personal-keys.ts";
import { leafOf, type Salting, saltOf, sha256Bytes } from "./record-log.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** An event as its record needs it. */
export interface Recorded {
  readonly sequence: number;
  readonly kind: string;
  readonly line: string;
  /** Hexadecimal, of the line. */
  readonly sha256: string;
}
/** The record of an event that tells who a customer is, and the salts that open it. */
export interface PersonalRecord {
  readonly record: string;
  readonly customer: string;
  /** Field to salt. */
  readonly salts: Readonly<Record<string, Buffer>>;
}
/** Undefined for events that hold nothing personal. Draws a salt for each field. */
export const personalRecordOf = (kind: string, line: string): PersonalRecord | undefined => {
  if (kind !== "subject") return undefined;
  const event = Object(parseJson(line).value) as Readonly<Record<string, unknown>>;
  const fields = personalFields(event);
  if (fields.length === 0) return undefined;
  const salts = Object.fromEntries(fields.map((field) => [field, randomBytes(SALT_BYTES)]));
  const commitments = Object.fromEntries(
    fields.map((field) => [field, commitment(sha256Bytes, field, event[field], salts[field]!)]),
  );
  return { record: personalEventRecord(sha256Bytes, event, commitments), customer: String(event.customer), salts };
};
/** The leaves of events that stand in the store already, in their order; keeps what those with personal fields need. */
export const recordEvents = async (
  tx: Tx,
  contractId: string,
  events: readonly Recorded[],
  salting: Salting | undefined,
): Promise<Uint8Array[]> => {
  const personal: (PersonalRecord & { readonly sequence: number })[] = [];
  const leaves = events.map(({ sequence, kind, line, sha256 }) => {
    const own = personalRecordOf(kind, line);
    if (own) personal.push({ ...own, sequence });
    return leafOf(own?.record ?? eventRecord(sha256, saltOf(salting, sequence)));
  });
  await keepPersonal(tx, contractId, personal);
  return leaves;
};
const A_STATEMENT = 500;
/** A salt lives where its field does: sealed under the customer's key where the register has one. */
export const keepPersonal = async (
  tx: Tx,
  contractId: string,
  all: readonly (PersonalRecord & { readonly sequence: number })[],
): Promise<void> => {
  for (let from = 0; from < all.length; from += A_STATEMENT) {
    const some = all.slice(from, from + A_STATEMENT);
    const ids = await customerIds(tx, [...new Set(some.map(({ customer }) => customer))]);
    const keys = await openPersonalKeys(tx, [...ids.values()]);
    const own = { company_id: tx.companyId, contract_id: contractId };
    await tx.change(
      statements
        .insertInto("record_personal")
        .values(some.map(({ sequence, record }) => ({ ...own, sequence, record }))),
    );
    const salts = some.flatMap(({ sequence, customer, salts: drawn }) =>
      Object.entries(drawn).map(([field, salt]) => {
        const customerId = ids.get(customer);
        const key = customerId === undefined ? undefined : keys.get(customerId);
        const sealed = key?.seal(`salt ${contractId} ${sequence} ${field}`, salt.toString("hex"));
        return { ...own, sequence, field, customer, customer_id: sealed ? customerId! : null, salt: sealed ?? salt };
      }),
    );
    await tx.change(statements.insertInto("record_salt").values(salts));
  }
};
/** Nobody can tell any more what the commitments of these customers stood for. */
export const destroySalts = async (tx: Tx, customers: readonly string[]): Promise<number> =>
  customers.length === 0
    ? 0
    : tx.change(
        statements
          .deleteFrom("record_salt")
          .where("company_id", "=", tx.company)
          .where("customer", "in", [...customers]),
      );
