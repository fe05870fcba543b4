// Clauses: C7.1, N8
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { RetainedField } from "./retention.ts";
import type { Schema } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** A person in the register whose data can still be opened, with what its periods rest on; nothing sealed is opened for it. */
export interface RetainedCustomer {
  readonly customerId: string;
  readonly code: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
  /** Values that are there beside the name. */
  readonly fields: readonly RetainedField[];
  /** First day on which no contract serves it, under whichever of its codes; absent: none ever did. */
  readonly servedBefore?: string;
  /** First day after the last of the contracts that served it. */
  readonly contractBefore?: string;
  readonly consents: readonly {
    readonly noticeId: string;
    readonly act: Schema["consent"]["act"];
    readonly at: Instant;
  }[];
  /** What forbids taking it away on that day. */
  readonly blocks: readonly RetentionBlock[];
}
export type RetentionBlock = "hold" | "request" | "ward" | "merged";

interface Row {
  customer_id: string;
  root_id: string;
  code: string;
  from_on: string;
  before_on: string | null;
  has_phone: boolean;
  has_identity: boolean;
  has_born_on: boolean;
}
interface Options {
  readonly ids?: readonly string[];
  readonly lock?: boolean;
}
/**
 * By code, of all or of some; organisations are no persons. `lock`: their rows stand still until the transaction ends.
 * Each table is read once and put together here: joined in one statement, behind row-level security, they are read once for every customer.
 */
export const listRetained = async (
  tx: Tx,
  day: string,
  { ids, lock = false }: Options = {},
): Promise<RetainedCustomer[]> => {
  const own = [tx.companyId, ids ?? null];
  if (lock)
    await tx.sql(
      "select code from fealty.customer where company_id = $1 and customer_id = any($2::uuid[]) order by code for update",
      own,
    );
  const rows = await tx.sql<Row>(
    `select c.customer_id, coalesce(c.merged_into_customer_id, c.customer_id) as root_id, c.code, c.from_on, c.before_on,
            c.sealed_phone is not null as has_phone, c.sealed_identity is not null as has_identity,
            c.sealed_born_on is not null as has_born_on
       from fealty.customer c
       join fealty.personal_key p on p.company_id = c.company_id and p.subject_id = c.customer_id
      where c.company_id = $1 and c.kind = 'person' and ($2::uuid[] is null or c.customer_id = any($2::uuid[]))
      order by c.code`,
    own,
  );
  const roots = ids === undefined ? undefined : rows.map((row) => row.root_id);
  const served = await servedBefore(tx, roots);
  const consents = await consentsOf(tx, ids);
  const blocks = await blocksOn(tx, day, ids);
  return rows.map((row) => {
    const days = served.get(row.root_id);
    return {
      customerId: row.customer_id,
      code: row.code,
      fromOn: row.from_on,
      ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
      fields: [
        ...(row.has_phone ? (["phone"] as const) : []),
        ...(row.has_identity ? (["identity"] as const) : []),
        ...(row.has_born_on ? (["bornOn"] as const) : []),
      ],
      ...(days === undefined ? {} : { servedBefore: days.served, contractBefore: days.contract }),
      consents: consents.get(row.customer_id) ?? [],
      blocks: BLOCKS.filter((block) => blocks[block].has(row.customer_id)),
    };
  });
};
const later = (a: string | undefined, b: string): string => (a === undefined || b > a ? b : a);
/** By the one that a customer is: until when it was served, under whichever code, and the end of the last of those contracts. */
const servedBefore = async (tx: Tx, roots: readonly string[] | undefined) => {
  const known = await tx.sql<{ root_id: string; code: string }>(
    `select coalesce(merged_into_customer_id, customer_id) as root_id, code from fealty.customer
      where company_id = $1 and ($2::uuid[] is null or customer_id = any($2::uuid[]) or merged_into_customer_id = any($2::uuid[]))`,
    [tx.companyId, roots ?? null],
  );
  const rootOf = new Map(known.map(({ code, root_id }) => [code, root_id]));
  const stretches = await tx.sql<{ customer_code: string; contract_id: string; before_on: string }>(
    `select customer_code, contract_id, max(before_on) as before_on from fealty.customer_service
      where company_id = $1 and ($2::text[] is null or customer_code = any($2::text[]))
      group by customer_code, contract_id`,
    [tx.companyId, roots === undefined ? null : [...rootOf.keys()]],
  );
  const ends = await contractEnds(tx, roots === undefined ? undefined : stretches.map((one) => one.contract_id));
  const days = new Map<string, { served: string; contract: string }>();
  for (const { customer_code, contract_id, before_on } of stretches) {
    const root = rootOf.get(customer_code);
    if (root === undefined) continue;
    const before = days.get(root);
    days.set(root, {
      served: later(before?.served, before_on),
      contract: later(before?.contract, ends.get(contract_id) ?? before_on),
    });
  }
  return days;
};
/** First day after each contract: where its service ended with it, else its term. */
const contractEnds = async (tx: Tx, contractIds: readonly string[] | undefined): Promise<Map<string, string>> => {
  const own = [tx.companyId, contractIds ?? null];
  const terms = await tx.sql<{ contract_id: string; before_on: string }>(
    `select contract_id, term_until + 1 as before_on from fealty.contract
      where company_id = $1 and ($2::uuid[] is null or contract_id = any($2::uuid[]))`,
    own,
  );
  const ended = await tx.sql<{ contract_id: string; before_on: string }>(
    `select contract_id, max(before_on) as before_on from fealty.customer_service
      where company_id = $1 and to_end and ($2::uuid[] is null or contract_id = any($2::uuid[]))
      group by contract_id`,
    own,
  );
  return new Map([...terms, ...ended].map(({ contract_id, before_on }) => [contract_id, before_on]));
};
const consentsOf = async (tx: Tx, ids: readonly string[] | undefined) => {
  const said = await tx.sql<{ customer_id: string; notice_id: string; act: Schema["consent"]["act"]; at: Instant }>(
    `select customer_id, notice_id, act, at from fealty.consent
      where company_id = $1 and ($2::uuid[] is null or customer_id = any($2::uuid[]))
      order by at desc, recorded_at desc, consent_id desc`,
    [tx.companyId, ids ?? null],
  );
  const consents = new Map<string, RetainedCustomer["consents"][number][]>();
  for (const { customer_id, notice_id, act, at } of said) {
    const list = consents.get(customer_id);
    const one = { noticeId: notice_id, act, at };
    if (list) list.push(one);
    else consents.set(customer_id, [one]);
  }
  return consents;
};
const BLOCKS = ["hold", "request", "ward", "merged"] as const satisfies readonly RetentionBlock[];
/** Whom a hold keeps on a day, who waits for an answer, and who is needed by another whose data is still there. */
const blocksOn = async (
  tx: Tx,
  day: string,
  ids: readonly string[] | undefined,
): Promise<Readonly<Record<RetentionBlock, ReadonlySet<string>>>> => {
  const own = [tx.companyId, ids ?? null];
  const asked = async (text: string, more: readonly string[] = []): Promise<ReadonlySet<string>> =>
    new Set((await tx.sql<{ id: string }>(text, [...own, ...more])).map(({ id }) => id));
  const pointing = (column: "guardian_customer_id" | "merged_into_customer_id") =>
    asked(
      `select c.${column} as id from fealty.customer c
         join fealty.personal_key p on p.company_id = c.company_id and p.subject_id = c.customer_id
        where c.company_id = $1 and c.${column} is not null and ($2::uuid[] is null or c.${column} = any($2::uuid[]))`,
    );
  return {
    hold: await asked(
      `select customer_id as id from fealty.legal_hold
        where company_id = $1 and ($2::uuid[] is null or customer_id = any($2::uuid[]))
          and from_on <= $3::date and (before_on is null or before_on > $3::date)`,
      [day],
    ),
    request: await asked(
      `select r.customer_id as id from fealty.data_request r
         left join fealty.data_request_answer a on a.company_id = r.company_id and a.data_request_id = r.data_request_id
        where r.company_id = $1 and ($2::uuid[] is null or r.customer_id = any($2::uuid[])) and a.data_request_id is null`,
    ),
    ward: await pointing("guardian_customer_id"),
    merged: await pointing("merged_into_customer_id"),
  };
};
