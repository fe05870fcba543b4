import { beforeAll, describe, expect, it } from "vitest";
import { newDatabase, newStore, obeysRules, superuser } from "./room.ts";

/**
 * Tables that everybody within the company may read: its name, those of its branches, what people are told of their data, public keys, which
 * happenings some system wants told. */
const OF_ALL = ["company", "branch", "privacy_notice", "record_key", "webhook_subscription"];
/** What the catalogue says against the rules of docs/decisions/0023; empty where they hold. */
const faults = async (client: Awaited<ReturnType<typeof superuser>>): Promise<string[]> => {
  const { rows } = await client.query(`
    with ours as (
      select c.oid, c.relname as called, obj_description(c.oid, 'pg_class') as about, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner
        from pg_class c where c.relnamespace = 'fealty'::regnamespace and c.relkind in ('r', 'p')),
    company as (select * from ours t where about like 'class: company.%')
    select t.called || ': has no class' as fault from ours t where coalesce(about, '') !~ '^class: (company|reference|local)\\.'
    union all select t.called || ': is not owned by fealty_owner' from ours t where owner <> 'fealty_owner'
    union all select t.called || ': row-level security is not enabled and forced' from company t where not (relrowsecurity and relforcerowsecurity)
    union all select t.called || ': company_id is not a bigint that is always there' from company t where not exists (
      select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'company_id' and a.atttypid = 'bigint'::regtype and a.attnotnull)
    union all select t.called || ': ' || k.conname || ' does not begin with company_id' from company t
      join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'x', 'f')
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1] where a.attname <> 'company_id'
    union all select t.called || ': index ' || i.indexrelid::regclass || ' does not begin with company_id' from company t
      join pg_index i on i.indrelid = t.oid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] where a.attname is distinct from 'company_id'
    union all select t.called || ': its policy company is not the one of the rules' from company t where not exists (
      select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'company' and p.polpermissive and p.polcmd = '*' and p.polroles = '{0}'
        and pg_get_expr(p.polqual, p.polrelid) = '(company_id = (NULLIF(current_setting(''fealty.company_id''::text, true), ''''::text))::bigint)'
        and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))
    union all select t.called || ': the policy ' || p.polname || ' is not restrictive' from company t
      join pg_policy p on p.polrelid = t.oid where p.polname <> 'company' and p.polpermissive
    union all select t.called || ': a key to the table ' || o.called || ' of another class' from company t
      join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join ours o on o.oid = k.confrelid where o.about like 'class: local.%'
    union all select t.called || ': the column ' || a.attname || ' has an identity or a default' from ours t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and (a.attidentity <> '' or a.atthasdef)
    union all select t.called || ': ' || r || ' may ' || v from ours t, unnest(array['fealty_app', 'fealty_ingest']) r, unnest(array['update', 'delete', 'truncate']) v
      where about like '%Append-only.' and has_table_privilege(r, t.oid, v)
    union all select t.called || ': has no trigger append_only' from ours t where about like '%Append-only.' and not exists (
      select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'append_only' and g.tgenabled = 'O')
    union all select t.called || ': has no trigger no_truncate' from ours t where about like '%Append-only.' and not exists (
      select 1 from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'no_truncate' and g.tgenabled = 'O')
    union all select t.called || ': no policy relation narrows it to one person' from company t
      where t.called not in (${OF_ALL.map((name) => `'${name}'`).join(", ")})
        and not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'relation')
    union all select t.called || ': no policy customer narrows it to one customer' from company t
      where t.called not in ('company', 'privacy_notice')
        and not exists (select 1 from pg_policy p where p.polrelid = t.oid and p.polname = 'customer')
    union all select t.called || ': ' || r || ' may delete or truncate' from ours t, unnest(array['fealty_app', 'fealty_ingest', 'fealty_operator']) r
      where about not like '%Derived%' and has_table_privilege(r, t.oid, 'truncate')
    union all select c.relname || ': a sequence' from pg_class c where c.relnamespace = 'fealty'::regnamespace and c.relkind = 'S'
    order by 1`);
  return rows.map((row) => row.fault as string);
};

describe("the schema", () => {
  let database: string;
  beforeAll(async () => {
    database = await newDatabase();
  });
  it("keeps the rules of distribution, of tenants and of append-only tables", async () => {
    expect(await faults(await superuser(database))).toEqual([]);
  });
  it("each planted fault is seen", async () => {
    const client = await superuser(await newDatabase());
    const planted: [string, string][] = [
      ["create table fealty.odd (id integer primary key)", "odd: has no class"],
      ["alter table fealty.event no force row level security", "event: row-level security is not enabled and forced"],
      ["create unique index odd on fealty.person (code)", "person: index fealty.odd does not begin with company_id"],
      ["alter table fealty.person add constraint odd unique (code)", "person: odd does not begin with company_id"],
      ["alter policy company on fealty.branch using (true)", "branch: its policy company is not the one of the rules"],
      ["create policy more on fealty.branch using (true)", "branch: the policy more is not restrictive"],
      [
        "alter table fealty.branch alter name_zh set default ''",
        "branch: the column name_zh has an identity or a default",
      ],
      ["grant update on fealty.event to fealty_app", "event: fealty_app may update"],
      ["alter table fealty.event disable trigger append_only", "event: has no trigger append_only"],
      ["drop trigger no_truncate on fealty.activity", "activity: has no trigger no_truncate"],
      ["drop policy relation on fealty.legal_entity", "legal_entity: no policy relation narrows it to one person"],
      ["drop policy customer on fealty.event", "event: no policy customer narrows it to one customer"],
      ["create sequence fealty.odd", "odd: a sequence"],
    ];
    for (const [plant, fault] of planted) {
      await client.query(`begin; ${plant}`);
      expect(await faults(client), plant).toContain(fault);
      await client.query("rollback");
    }
  });
  it("the four roles are no superusers, and only ingest and operator pass row-level security", async () => {
    await newStore();
    const client = await superuser(database);
    const { rows } = await client.query(
      "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname like 'fealty%' order by 1",
    );
    expect(rows).toEqual([
      { rolname: "fealty_app", rolsuper: false, rolbypassrls: false, rolcreaterole: false },
      { rolname: "fealty_ingest", rolsuper: false, rolbypassrls: true, rolcreaterole: false },
      { rolname: "fealty_operator", rolsuper: false, rolbypassrls: true, rolcreaterole: false },
      { rolname: "fealty_owner", rolsuper: false, rolbypassrls: false, rolcreaterole: false },
    ]);
  });
  it("a statement without company_id, or that asks the server for a time, is seen", () => {
    expect(() => obeysRules("select 1 from fealty.event", "app")).toThrow("without company_id");
    expect(() => obeysRules('select 1 from "fealty"."event" where "company_id" = $1', "app")).not.toThrow();
    expect(() =>
      obeysRules(
        "select 1 from fealty.event e join fealty.contract c using (contract_id) where e.company_id = $1",
        "app",
      ),
    ).toThrow("without company_id");
    expect(() => obeysRules("insert into fealty.x (company_id, at) values ($1, now())", "app")).toThrow("now(");
  });
});
