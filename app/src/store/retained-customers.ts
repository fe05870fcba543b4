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
  code: string;
  from_on: string;
  before_on: string | null;
  has_phone: boolean;
  has_identity: boolean;
  has_born_on: boolean;
  served_before: string | null;
  contract_before: string | null;
  held: boolean;
  asked: boolean;
  ward: boolean;
  merged: boolean;
}
/**
 * By code, of all or of some; organisations are no persons. `lock`: their rows stand still until the transaction ends.
 * A contract's end is where its service ended with it, else its term.
 */
export const listRetained = async (
  tx: Tx,
  day: string,
  { ids, lock = false }: { readonly ids?: readonly string[]; readonly lock?: boolean } = {},
): Promise<RetainedCustomer[]> => {
  const own = [tx.companyId, ids ?? null];
  if (lock)
    await tx.sql(
      "select code from fealty.customer where company_id = $1 and customer_id = any($2::uuid[]) order by code for update",
      own,
    );
  const rows = await tx.sql<Row>(
    `with ended as (
       select t.company_id, t.contract_id,
              coalesce((select max(e.before_on) from fealty.customer_service e
                where e.company_id = $1 and e.contract_id = t.contract_id and e.to_end), t.term_until + 1) as before_on
         from fealty.contract t where t.company_id = $1),
     known as (
       select c.company_id, coalesce(c.merged_into_customer_id, c.customer_id) as root_id, c.code
         from fealty.customer c where c.company_id = $1),
     served as (
       select k.company_id, k.root_id, max(s.before_on) as served_before, max(e.before_on) as contract_before
         from known k
         join fealty.customer_service s on s.company_id = k.company_id and s.customer_code = k.code and s.company_id = $1
         join ended e on e.company_id = s.company_id and e.contract_id = s.contract_id
        group by k.company_id, k.root_id)
     select c.customer_id, c.code, c.from_on, c.before_on,
            c.sealed_phone is not null as has_phone, c.sealed_identity is not null as has_identity,
            c.sealed_born_on is not null as has_born_on, v.served_before, v.contract_before,
            exists (select 1 from fealty.legal_hold h where h.company_id = $1 and h.customer_id = c.customer_id
              and h.from_on <= $3::date and (h.before_on is null or h.before_on > $3::date)) as held,
            exists (select 1 from fealty.data_request r
              left join fealty.data_request_answer a on a.company_id = r.company_id and a.data_request_id = r.data_request_id
              where r.company_id = $1 and r.customer_id = c.customer_id and a.data_request_id is null) as asked,
            exists (select 1 from fealty.customer w
              join fealty.personal_key wk on wk.company_id = w.company_id and wk.subject_id = w.customer_id
              where w.company_id = $1 and w.guardian_customer_id = c.customer_id) as ward,
            exists (select 1 from fealty.customer m
              join fealty.personal_key mk on mk.company_id = m.company_id and mk.subject_id = m.customer_id
              where m.company_id = $1 and m.merged_into_customer_id = c.customer_id) as merged
       from fealty.customer c
       join fealty.personal_key p on p.company_id = c.company_id and p.subject_id = c.customer_id
       left join served v on v.company_id = c.company_id and v.root_id = coalesce(c.merged_into_customer_id, c.customer_id)
      where c.company_id = $1 and c.kind = 'person' and ($2::uuid[] is null or c.customer_id = any($2::uuid[]))
      order by c.code`,
    [...own, day],
  );
  const said = await tx.sql<{ customer_id: string; notice_id: string; act: Schema["consent"]["act"]; at: Instant }>(
    `select customer_id, notice_id, act, at from fealty.consent
      where company_id = $1 and ($2::uuid[] is null or customer_id = any($2::uuid[]))
      order by at desc, recorded_at desc, consent_id desc`,
    own,
  );
  const consents = new Map<string, RetainedCustomer["consents"][number][]>();
  for (const { customer_id, notice_id, act, at } of said) {
    const list = consents.get(customer_id);
    const one = { noticeId: notice_id, act, at };
    if (list) list.push(one);
    else consents.set(customer_id, [one]);
  }
  return rows.map((row) => ({
    customerId: row.customer_id,
    code: row.code,
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
    fields: [
      ...(row.has_phone ? (["phone"] as const) : []),
      ...(row.has_identity ? (["identity"] as const) : []),
      ...(row.has_born_on ? (["bornOn"] as const) : []),
    ],
    ...(row.served_before === null ? {} : { servedBefore: row.served_before }),
    ...(row.contract_before === null ? {} : { contractBefore: row.contract_before }),
    consents: consents.get(row.customer_id) ?? [],
    blocks: [
      ...(row.held ? (["hold"] as const) : []),
      ...(row.asked ? (["request"] as const) : []),
      ...(row.ward ? (["ward"] as const) : []),
      ...(row.merged ? (["merged"] as const) : []),
    ],
  }));
};
