import type pg from "pg";
import { StoreRefusal } from "./refusal.ts";

/**
 * Who does what in the database. The owner owns the tables and migrates; the app reads and writes within one company; ingest
 * brings events in by COPY; the operator reads all companies, for backup and for the list of companies. None is a superuser.
 */
export const ROLES = ["owner", "app", "ingest", "operator"] as const;
export type Role = (typeof ROLES)[number];
export const roleName = (role: Role): string => `fealty_${role}`;
/** COPY FROM is refused under row-level security, and a dump must see every company. */
const BYPASSING: readonly Role[] = ["ingest", "operator"];

/**
 * Makes the four roles and the schema where they are missing and the connected role may do so; else refuses with the very
 * lines an administrator has to run.
 * @param login the roles may log in themselves: for the embedded server, whose socket only its own users reach
 */
export const prepareRoles = async (client: pg.ClientBase, login: boolean): Promise<void> => {
  const { rows } = await client.query("select current_user as me, current_database() as base");
  const { me, base } = rows[0] as { me: string; base: string };
  const refusal = (cause?: unknown): StoreRefusal => rolesMissing(me, base, cause);
  for (const role of ROLES) {
    await createRole(client, role, login, refusal);
    await becomeAble(client, role, me, refusal);
  }
  await refuseWrongAttributes(client, refusal);
  await createSchema(client, refusal);
};
const createRole = async (
  client: pg.ClientBase,
  role: Role,
  login: boolean,
  refusal: (cause: unknown) => StoreRefusal,
): Promise<void> => {
  const name = roleName(role);
  const known = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  if (known.rowCount === 1) return;
  const bypass = BYPASSING.includes(role) ? "bypassrls" : "nobypassrls";
  try {
    await client.query(`create role ${name} ${login ? "login" : "nologin"} noinherit ${bypass}`);
  } catch (error) {
    // Two starts at once: the other one made it.
    if (!["42710", "23505"].includes(codeOf(error))) throw refusal(error);
  }
};
const becomeAble = async (
  client: pg.ClientBase,
  role: Role,
  me: string,
  refusal: (cause: unknown) => StoreRefusal,
): Promise<void> => {
  const become = async (): Promise<void> => {
    await client.query(`set role ${roleName(role)}`);
    await client.query("reset role");
  };
  try {
    await become();
  } catch (error) {
    if (codeOf(error) !== "42501") throw error;
    try {
      await client.query(`grant ${roleName(role)} to ${quoted(me)}`);
      await become();
    } catch (second) {
      throw refusal(second);
    }
  }
};
const refuseWrongAttributes = async (client: pg.ClientBase, refusal: () => StoreRefusal): Promise<void> => {
  const { rows } = await client.query(
    "select rolname, rolsuper, rolbypassrls from pg_roles where rolname = any($1::text[])",
    [ROLES.map(roleName)],
  );
  const wrong = (rows as { rolname: string; rolsuper: boolean; rolbypassrls: boolean }[]).some(
    (row) => row.rolsuper || row.rolbypassrls !== BYPASSING.some((role) => roleName(role) === row.rolname),
  );
  if (wrong) throw refusal();
};
const createSchema = async (client: pg.ClientBase, refusal: (cause: unknown) => StoreRefusal): Promise<void> => {
  const create = `create schema if not exists fealty authorization ${roleName("owner")}`;
  const known = await client.query("select 1 from pg_namespace where nspname = 'fealty'");
  if (known.rowCount === 1) return;
  try {
    await client.query(create);
  } catch (error) {
    if (codeOf(error) === "23505") return;
    if (codeOf(error) !== "42501") throw error;
    try {
      await client.query(`set role ${roleName("owner")}`);
      await client.query(create);
    } catch (second) {
      throw refusal(second);
    } finally {
      await client.query("reset role");
    }
  }
};
const codeOf = (error: unknown): string => (error as { code?: string }).code ?? "";
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What an administrator runs once, when the role of DATABASE_URL may not make roles. */
export const roleScript = (me: string, base: string): string =>
  [
    ...ROLES.map((role) => {
      const bypass = BYPASSING.includes(role) ? "BYPASSRLS" : "NOBYPASSRLS";
      return [
        `CREATE ROLE ${roleName(role)} NOLOGIN NOINHERIT;`,
        `ALTER ROLE ${roleName(role)} NOSUPERUSER ${bypass};`,
        `GRANT ${roleName(role)} TO ${quoted(me)};`,
      ].join(" ");
    }),
    `GRANT CREATE ON DATABASE ${quoted(base)} TO ${roleName("owner")};`,
  ].join("\n");
const rolesMissing = (me: string, base: string, cause: unknown): StoreRefusal => {
  const script = roleScript(me, base);
  return new StoreRefusal(
    "roles_missing",
    {
      zh: `数据库角色 ${me} 无权建立忠约所需的四个角色，或它们的属性不对。请管理员在数据库 ${base} 中执行一次（已有的角色可略去 CREATE）：\n${script}`,
      en: `The database role ${me} may not make the four roles that Fealty needs, or their attributes are wrong. Let an administrator run this once in the database ${base} (leave out CREATE for a role that is there):\n${script}`,
    },
    { role: me, database: base, script },
    cause,
  );
};
