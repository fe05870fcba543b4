// Clauses: C7.1, N8
import { expect, it } from "vitest";
import { listRetained } from "../../src/store/retained-customers.ts";
import { newContract, newDatabase, storeOn, superuser, withCompanies } from "./room.ts";

it("N8: the periods of six thousand customers under a hundred contracts are looked through within seconds", async () => {
  const database = await newDatabase();
  const store = await storeOn(database);
  await withCompanies(store, 1);
  for (let number = 0; number < 100; number += 1) await newContract(store, 1, `C-${number}`);
  const client = await superuser(database);
  await client.query(
    `insert into fealty.customer (company_id, customer_id, code, kind, from_on, sealed_name, name_hash)
     select 1, gen_random_uuid(), 'K' || g, 'person', '2026-01-01', '\\x00', sha256(g::text::bytea) from generate_series(1, 6000) g`,
  );
  await client.query("insert into fealty.personal_key select 1, customer_id, '00000000', '\\x00' from fealty.customer");
  await client.query(
    `insert into fealty.customer_service
     select 1, t.contract_id, k.code, '2026-06-01', '2026-12-31', true from fealty.customer k
       join (select contract_id, row_number() over () - 1 as n from fealty.contract) t on t.n = substr(k.code, 2)::int % 100`,
  );
  await client.query("analyze");
  const all = await store.withCompany(1, { snapshot: true }, (tx) => listRetained(tx, "2026-07-01"));
  expect([all.length, all[0]]).toMatchObject([6000, { servedBefore: "2026-12-31", contractBefore: "2026-12-31" }]);
});
