import { dirname, join } from "node:path";
import type { Text } from "@fealty/engine/values/text.ts";
import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";
import type { StoreEnvironment } from "../config.ts";
import { columnTypes } from "./column-types.ts";
import { cloneFolder, migrate, readMigrations } from "./migrate.ts";
import { type EmbeddedOptions, startEmbedded } from "./postgres/embedded.ts";
import { hasDatabase, stageRoot } from "./postgres/place.ts";
import { SUPERUSER } from "./postgres/process.ts";
import { StoreRefusal } from "./refusal.ts";
import { prepareRoles, type Role, roleName } from "./roles.ts";
import { type CompanyId, type CompanyOptions, inTransaction, type Listener, type Tx } from "./transaction.ts";
import { unreachable } from "./unreachable.ts";
import type { MasterKeySource } from "./vault/master-keys.ts";
import { RecordSigner } from "./vault/record-key.ts";
import { Vault } from "./vault/vault.ts";

/** Where the data is: in the server that comes with Fealty, or in any PostgreSQL from 15 on; and where its master keys are. */
export type StorePlace = (
  | { readonly kind: "embedded"; readonly embedded: EmbeddedOptions }
  | { readonly kind: "url"; readonly url: string }
) & {
  /** Default: the file beside the clone's pointer. */
  readonly masterKeys?: MasterKeySource;
  /** The file of the key that records are signed with; default: beside that of the master keys. */
  readonly recordKey?: string;
};
/** The place that the environment names. */
export const storePlace = (environment: StoreEnvironment, progress?: EmbeddedOptions["progress"]): StorePlace => {
  const { databaseUrl, home = cloneFolder(), state, stateHome } = environment;
  const masterKeys = masterKeySource(environment);
  const keys = {
    masterKeys,
    ...(environment.recordKeyFile === undefined ? {} : { recordKey: environment.recordKeyFile }),
  };
  return databaseUrl === undefined
    ? { kind: "embedded", embedded: { home, stage: state ?? stageRoot(stateHome), progress }, ...keys }
    : { kind: "url", url: databaseUrl, ...keys };
};
export const masterKeySource = ({ home, masterKey, masterKeyFile }: Partial<StoreEnvironment>): MasterKeySource => ({
  text: masterKey,
  file: masterKeyFile ?? join(home ?? cloneFolder(), ".fealty/master-key"),
});
export interface StoreOptions {
  /** Connections for the app role; default 8. */
  readonly connections?: number;
  /** Told each statement; for tests. */
  readonly listener?: Listener;
  /** Leave the schema as it is; for a restore, which brings it to the state of the backup first. */
  readonly migrate?: boolean;
  /** Only what is a store already: where there is none, nothing is made and nothing changed, with `no_store`. */
  readonly existing?: boolean;
}
export interface Store {
  /**
   * One transaction within one company, opened with its literal `SET LOCAL`s; see `inTransaction` for what it repeats and refuses.
   * @param work must do nothing outside of the transaction: it may run more than once
   */
  readonly withCompany: <Result>(
    companyId: CompanyId,
    options: CompanyOptions,
    work: (tx: Tx) => Promise<Result>,
  ) => Promise<Result>;
  /** One transaction over all companies, as operator: for the list of companies, backup, restore. */
  readonly asOperator: <Result>(
    options: Pick<CompanyOptions, "snapshot">,
    work: (tx: Tx) => Promise<Result>,
  ) => Promise<Result>;
  /** One transaction as the app outside of any company: for the tables of logins, which belong to the installation. */
  readonly withLogins: <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;
  /** For the login library, which writes its own statements: connections as the app role with the schema in their path. */
  readonly loginDialect: Dialect;
  /** `18.4`; what the server says. */
  readonly serverVersion: string;
  /** A connection outside of the pools, in that role; the caller ends it. */
  readonly connectAs: (role: Role) => Promise<pg.Client>;
  /** A connection of the role that may migrate; the caller ends it. */
  readonly administrate: () => Promise<pg.Client>;
  readonly close: () => Promise<void>;
}
export const DATABASE = "fealty";
const OLDEST = 150_000;
/** Whose connections may become any of the roles: with the embedded server the app's may not. */
const ADMINISTRATOR = "administrator";
const PREPARATION_LOCK = 7_170_003;

interface Connections {
  readonly asAdministrator: pg.ClientConfig;
  readonly asRole: (role: Role) => pg.ClientConfig;
  readonly login: boolean;
  readonly prepared: boolean;
  readonly ensure: () => Promise<void>;
  readonly leave: () => Promise<void>;
}

/**
 * Starts or finds the database, makes roles and schema where they are missing and brings the schema forward.
 * Refusals: those of the embedded server, `database_url_malformed`, `database_unreachable`, `server_too_old`, `roles_missing`,
 * `encoding_not_utf8`, `no_store`, `schema_newer`, `migration_changed`, `migration_failed`.
 */
export const openStore = async (place: StorePlace, options: StoreOptions = {}): Promise<Store> => {
  if (place.kind === "embedded" && options.existing === true && !(await hasDatabase(place.embedded.home)))
    throw noStore({ zh: `文件夹 ${place.embedded.home} `, en: `folder ${place.embedded.home}` });
  const connections = place.kind === "url" ? urlConnections(place.url) : await embeddedConnections(place.embedded);
  try {
    const serverVersion = await prepare(connections, options);
    const source = place.masterKeys ?? masterKeySource({});
    const signer = new RecordSigner(place.recordKey ?? join(dirname(source.file), "record-key"));
    return storeOver(connections, serverVersion, { vault: new Vault(source), signer }, options);
  } catch (error) {
    await connections.leave();
    throw error;
  }
};

const urlConnections = (url: string): Connections => {
  if (!/^postgres(?:ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new StoreRefusal("database_url_malformed", {
      zh: "DATABASE_URL 请写成 postgresql://用户:密码@主机:端口/数据库；密码里的特殊字符要用 %XX 写。",
      en: "Write DATABASE_URL as postgresql://user:password@host:port/database, special characters of the password as %XX.",
    });
  const config = { connectionString: url };
  const nothing = () => Promise.resolve();
  // The mark that other programs use too for a pooler between us and the server.
  const prepared = !/[?&]pgbouncer=true\b/.test(url);
  return {
    asAdministrator: config,
    asRole: () => config,
    login: false,
    prepared,
    ensure: nothing,
    leave: nothing,
  };
};
const embeddedConnections = async (options: EmbeddedOptions): Promise<Connections> => {
  const server = await startEmbedded(options);
  const at = server.connection;
  try {
    await createDatabase({ ...at, user: SUPERUSER, database: "postgres" });
  } catch (error) {
    await server.leave();
    throw error;
  }
  return {
    asAdministrator: { ...at, user: SUPERUSER, database: DATABASE },
    asRole: (role) => ({ ...at, user: roleName(role), database: DATABASE }),
    login: true,
    prepared: true,
    ensure: server.ensure,
    leave: server.leave,
  };
};
const createDatabase = async (config: pg.ClientConfig): Promise<void> => {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Two starts at once: the other one made it.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
};

const connected = async (config: pg.ClientConfig): Promise<pg.Client> => {
  const client = new pg.Client({ connectionTimeoutMillis: 15_000, ...config, application_name: "fealty" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw unreachable(error);
  }
};
/** Version, roles, schema. Gives the server's version. */
const prepare = async (connections: Connections, options: StoreOptions): Promise<string> => {
  const client = await connected(connections.asAdministrator);
  try {
    // Migrations are written for these, and may take longer than a server lets a page wait.
    await client.query("set standard_conforming_strings = on; set row_security = on; set statement_timeout = 0");
    const { rows } = await client.query(
      `select current_setting('server_version_num')::integer as number, current_setting('server_version') as version,
              current_setting('server_encoding') as encoding, current_database() as base,
              exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where n.nspname = 'fealty' and c.relname = 'migration') as known`,
    );
    const { number, version, encoding, base, known } = rows[0] as ServerFacts;
    refuseOldServer(number, version);
    // Before anything is made in a database that may be somebody else's.
    refuseOtherEncoding(encoding, base);
    if (options.existing === true && !known) throw noStore({ zh: `数据库 ${base} `, en: `database ${base}` });
    // Of several that start at once on an empty server one makes roles and schema; the lock ends with the connection.
    await client.query(`select pg_advisory_lock(${PREPARATION_LOCK})`);
    await prepareRoles(client, connections.login);
    if (options.migrate !== false) await migrate(client, readMigrations());
    return version;
  } finally {
    await client.end();
  }
};
interface ServerFacts {
  readonly number: number;
  readonly version: string;
  readonly encoding: string;
  readonly base: string;
  readonly known: boolean;
}
/** Contracts are Chinese: a database of another encoding cannot keep them, or keeps bytes that it does not understand. */
const refuseOtherEncoding = (encoding: string, base: string): void => {
  if (encoding === "UTF8") return;
  throw new StoreRefusal(
    "encoding_not_utf8",
    {
      zh: `数据库 ${base} 的编码是 ${encoding}，须为 UTF8；没有做任何改动。请另建一个：createdb -E UTF8 -T template0 名称，再让 DATABASE_URL 指向它。`,
      en: `The encoding of the database ${base} is ${encoding} and must be UTF8; nothing was changed. Make another one, createdb -E UTF8 -T template0 NAME, and let DATABASE_URL name it.`,
    },
    { encoding, database: base },
  );
};
const noStore = (where: Required<Text>): StoreRefusal =>
  new StoreRefusal(
    "no_store",
    {
      zh: `${where.zh}里没有忠约的数据，没有做任何改动。请核对 DATABASE_URL 或 FEALTY_HOME；要新建，用 fealty serve，或用 fealty restore 装入备份。`,
      en: `There is no Fealty store in the ${where.en}; nothing was changed. Check DATABASE_URL or FEALTY_HOME; \`fealty serve\` founds a store, \`fealty restore\` fills one from a backup.`,
    },
    { where: where.en },
  );
/** @param number `server_version_num`: 150004 for 15.4 */
export const refuseOldServer = (number: number, version: string): void => {
  if (number >= OLDEST) return;
  throw new StoreRefusal(
    "server_too_old",
    {
      zh: `这个数据库是 PostgreSQL ${version}，忠约需要 15 或更新版本。请先升级数据库，或不设 DATABASE_URL，使用自带的数据库。`,
      en: `This database is PostgreSQL ${version}; Fealty needs 15 or newer. Upgrade it, or leave DATABASE_URL unset to use the database that comes with Fealty.`,
    },
    { version },
  );
};

const storeOver = (
  connections: Connections,
  serverVersion: string,
  keys: { readonly vault: Vault; readonly signer: RecordSigner },
  options: StoreOptions,
): Store => {
  const pools = new Map<Role | typeof ADMINISTRATOR, pg.Pool>();
  let logins: pg.Pool | undefined;
  const poolOf = (role: Role | typeof ADMINISTRATOR): pg.Pool => {
    const known = pools.get(role);
    if (known !== undefined) return known;
    const pool = new pg.Pool({
      ...(role === ADMINISTRATOR ? connections.asAdministrator : connections.asRole(role)),
      types: columnTypes,
      application_name: `fealty-${role}`,
      max: role === "app" ? (options.connections ?? 8) : 2,
      connectionTimeoutMillis: 30_000,
      idleTimeoutMillis: 60_000,
    });
    // An idle connection died with its server; the next use finds out by itself.
    pool.on("error", () => undefined);
    pools.set(role, pool);
    return pool;
  };
  const run = <Result>(
    role: Role,
    companyId: CompanyId | undefined,
    how: CompanyOptions,
    work: (tx: Tx) => Promise<Result>,
  ): Promise<Result> =>
    inTransaction(
      {
        pool: poolOf(how.changesRole === true ? ADMINISTRATOR : role),
        role,
        companyId,
        options: how,
        revive: () => connections.ensure(),
        listener: options.listener,
        prepared: connections.prepared,
        ...keys,
      },
      work,
    );
  return {
    withCompany: (companyId, how, work) => run(how.role ?? "app", companyId, how, work),
    asOperator: (how, work) => run("operator", undefined, how, work),
    withLogins: (work) => run("app", undefined, {}, work),
    loginDialect: loginDialect(connections, (pool) => {
      logins = pool;
    }),
    serverVersion,
    connectAs: async (role) => {
      const client = await connected(connections.asRole(role));
      await client.query(`set role ${roleName(role)}`);
      return client;
    },
    administrate: () => connected(connections.asAdministrator),
    close: async () => {
      await Promise.all([...pools.values(), ...(logins ? [logins] : [])].map((pool) => pool.end()));
      await connections.leave();
    },
  };
};
/** The library writes its statements without a schema and does not say which role it is; its connections are made for it. */
const loginDialect = (connections: Connections, opened: (pool: pg.Pool) => void): Dialect => {
  let pool: pg.Pool | undefined;
  return new PostgresDialect({
    pool: {
      connect: async () => {
        pool ??= loginPool(connections);
        opened(pool);
        try {
          return await pool.connect();
        } catch {
          await connections.ensure();
          return pool.connect();
        }
      },
      // The store ends it.
      end: () => Promise.resolve(),
    },
  });
};
const loginPool = (connections: Connections): pg.Pool => {
  const pool = new pg.Pool({
    ...connections.asRole("app"),
    application_name: "fealty-login",
    max: 4,
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on("error", () => undefined);
  // Queued before the first statement of whoever gets the connection.
  pool.on("connect", (client) => {
    void client
      .query(`set role ${roleName("app")}; set search_path to fealty; set time zone 'UTC'`)
      .catch(() => undefined);
  });
  return pool;
};
