import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { addCompany } from "../../src/store/companies.ts";
import { addContract, type ContractHead } from "../../src/store/contracts.ts";
import type { IncomingEvent } from "../../src/store/events.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open-store.ts";
import { SUPERUSER } from "../../src/store/postgres/process.ts";
import type { Role } from "../../src/store/roles.ts";
import type { CompanyId } from "../../src/store/transaction.ts";
import { newUuid } from "../../src/store/uuid.ts";
import type { MasterKeySource } from "../../src/store/vault/master-keys.ts";

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** A folder that goes with the file's other things. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "fealty-store-"));
  closing.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
/** An own database; `from` the template with the whole schema, or empty. */
export const newDatabase = async (from: "template" | "empty" = "template"): Promise<string> => {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const client = await superuser("postgres");
  await client.query(
    from === "template" ? `create database ${name} template ${inject("postgres").template}` : `create database ${name}`,
  );
  return name;
};
/** A connection that no rule binds, to look behind the store and to plant faults. Ends with the file. */
export const superuser = async (database: string): Promise<pg.Client> => {
  const client = new pg.Client({ host: inject("postgres").host, port: 5432, user: SUPERUSER, database });
  client.on("error", () => undefined);
  await client.connect();
  closing.push(() => client.end().catch(() => undefined));
  return client;
};
/**
 * Rules for every statement that the store runs within a company (docs/decisions/0023): each table it reads or writes is
 * narrowed by company_id, and nothing volatile is asked of the server.
 */
export const obeysRules = (text: string, role: Role): void => {
  if (role === "operator") return;
  // The tables of logins are of class local, all but the one that names a person.
  const tables = text.match(/\b(?:from|join|into|update)\s+"?fealty"?\.(?!"?login_(?!membership))/gi) ?? [];
  const narrowed = text.match(/\bcompany_id\b/g) ?? [];
  if (narrowed.length < tables.length) throw new Error(`a table without company_id: ${text}`);
  const volatile =
    /\bnow\s*\(|\bcurrent_timestamp\b|\b\w*random\w*\s*\(|\bnextval\b|\bmerge\s+into\b|\bset_config\b/i.exec(text);
  if (volatile) throw new Error(`${volatile[0]} in a statement: ${text}`);
};
export const urlOf = (database: string, user = SUPERUSER): string =>
  `postgresql:///${database}?host=${encodeURIComponent(inject("postgres").host)}&user=${user}`;
export const storeOn = async (database: string, options: RoomOptions = {}): Promise<Store> => {
  const { masterKeys = { file: join(newFolder(), "master-key") }, ...rest } = options;
  const place = { kind: "url", url: urlOf(database), masterKeys } as const;
  const store = await openStore(place, { listener: obeysRules, ...rest });
  closing.push(() => store.close());
  return store;
};
type RoomOptions = StoreOptions & { readonly masterKeys?: MasterKeySource };
export const newStore = async (options: RoomOptions = {}): Promise<Store> => storeOn(await newDatabase(), options);

export const instant = (text: string): Instant => {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(text);
  return at;
};
export const NOW = instant("2026-06-30T12:00:00Z");

export const withCompanies = async (store: Store, ...companies: CompanyId[]): Promise<void> => {
  for (const id of companies)
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, NOW),
    );
};
export const head = (number: string, more: Partial<ContractHead> = {}): ContractHead => ({
  contractId: newUuid(),
  number,
  title: { zh: "示例合同", en: "Example contract" },
  mode: "company_led",
  status: "in_force",
  term: { from: "2026-06-01", until: "2026-12-31" },
  companyName: "甲公司",
  agentName: "李晓",
  ...more,
});
export const newContract = async (
  store: Store,
  company: CompanyId,
  number: string,
  more: Partial<ContractHead> = {},
): Promise<string> => {
  const contract = head(number, more);
  await store.withCompany(company, {}, (tx) =>
    addContract(tx, contract, [{ path: "contract.yaml", text: "fealty: 1\n" }], NOW),
  );
  return contract.contractId;
};
export const sale = (sourceId: string, amount = "100.00"): IncomingEvent => ({
  sourceId,
  kind: "sale",
  at: instant("2026-06-10T10:00:00.123456+08:00"),
  recordedAt: instant("2026-06-10T10:00:00.123456+08:00"),
  line: `{"id":"${sourceId}","kind":"sale","at":"2026-06-10T10:00:00.123456+08:00","amount":"${amount}"}`,
});
