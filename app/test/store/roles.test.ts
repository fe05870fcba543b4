import { describe, expect, it } from "vitest";
import { listCompanies } from "../../src/store/companies.ts";
import { openStore, refuseOldServer } from "../../src/store/open-store.ts";
import { unreachable } from "../../src/store/unreachable.ts";
import { newDatabase, storeOn, superuser, urlOf, withCompanies } from "./room.ts";

describe("DATABASE_URL", () => {
  it("a role that may make none is refused with the lines to run, and with them it serves", async () => {
    const database = await newDatabase("empty");
    const client = await superuser(database);
    const me = `clerk_${database}`;
    await client.query(`create role ${me} login`);
    const refused = await openStore({ kind: "url", url: urlOf(database, me) }).catch((error) => error);
    expect(refused).toMatchObject({ name: "StoreRefusal", code: "roles_missing" });
    expect(refused.text.zh).toContain(`GRANT fealty_app TO "${me}";`);
    const script = (refused.args.script as string).split("\n").map((line) => line.replace(/^CREATE ROLE [^;]*; /, ""));
    await client.query(script.join("\n"));
    const store = await openStore({ kind: "url", url: urlOf(database, me) });
    await withCompanies(store, 3);
    expect((await listCompanies(store)).map((company) => company.companyId)).toEqual([3]);
    const direct = await superuser(database);
    await direct.query(`set role ${me}`);
    expect((await direct.query("select rolsuper from pg_roles where rolname = current_user")).rows).toEqual([
      { rolsuper: false },
    ]);
    await store.close();
  });
  it("limits and manners that a role was given for other programs do not cut work in two", async () => {
    const database = await newDatabase("empty");
    const client = await superuser(database);
    const me = `hasty_${database}`;
    await client.query(`create role ${me} login superuser`);
    for (const one of [
      "statement_timeout = '300ms'",
      "idle_in_transaction_session_timeout = '300ms'",
      "standard_conforming_strings = off",
      "row_security = off",
    ])
      await client.query(`alter role ${me} set ${one}`);
    const store = await openStore({ kind: "url", url: urlOf(database, me) });
    await withCompanies(store, 4);
    const slept = store.withCompany(4, {}, async (tx) => {
      await tx.sql("select pg_sleep(0.6)", []);
      await new Promise((resolve) => setTimeout(resolve, 600));
      return tx.sql("select 'a\\b' as kept", []);
    });
    expect(await slept).toEqual([{ kept: "a\\b" }]);
    await store.close();
  });
  it("what is no address, or leads nowhere, is refused in words", async () => {
    for (const url of ["mysql://x/y", "postgresql//x", "localhost"])
      await expect(openStore({ kind: "url", url })).rejects.toMatchObject({ code: "database_url_malformed" });
    await expect(openStore({ kind: "url", url: "postgresql://nobody@127.0.0.1:1/none" })).rejects.toMatchObject({
      code: "database_unreachable",
    });
    await expect(openStore({ kind: "url", url: urlOf("no_such_database") })).rejects.toMatchObject({
      code: "database_unreachable",
    });
  });
  it("why a database cannot be reached is said in both languages, with what to do", () => {
    const told = (code: string, message: string): string => {
      const { zh, en } = unreachable(Object.assign(new Error(message), { code })).text;
      expect(zh).toMatch(/请/);
      expect(zh.replace(/（[^（）]*）。?$/, "")).not.toContain(message);
      return en.replace(/ \([^()]*\)$/, "");
    };
    expect(told("28P01", 'password authentication failed for user "u"')).toContain("password is wrong");
    expect(told("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:1")).toContain("check host and port");
    expect(told("ENOTFOUND", "getaddrinfo ENOTFOUND nowhere")).toContain("no such host");
    expect(told("3D000", 'database "x" does not exist')).toContain("no such database");
    expect(told("", "timeout expired")).toContain("does not answer");
    expect(told("XX000", "it ended")).toContain("broke off");
  });
  it("a database of another encoding, or that is no store, is told and left as it is", async () => {
    const foreign = await newDatabase("empty");
    const ascii = `ascii_${foreign}`;
    const client = await superuser(foreign);
    await client.query(`create database ${ascii} encoding 'SQL_ASCII' locale 'C' template template0`);
    await client.query("create table mine (id integer)");
    const schemas = async (database: string): Promise<number | null> =>
      (await (await superuser(database)).query("select 1 from pg_namespace where nspname = 'fealty'")).rowCount;
    const opened = (database: string, existing: boolean) =>
      openStore({ kind: "url", url: urlOf(database) }, { existing }).then(
        (store) => store.close(),
        (error) => error.code,
      );
    expect(await opened(foreign, true)).toBe("no_store");
    expect([await opened(ascii, true), await opened(ascii, false)]).toEqual(["encoding_not_utf8", "encoding_not_utf8"]);
    expect([await schemas(foreign), await schemas(ascii)]).toEqual([0, 0]);
    expect([await opened(foreign, false), await opened(foreign, true)]).toEqual([undefined, undefined]);
  });
  it("a server older than 15 is refused in words", () => {
    expect(() => refuseOldServer(140_012, "14.12")).toThrow(
      expect.objectContaining({ code: "server_too_old", message: expect.stringContaining("PostgreSQL 14.12") }),
    );
    expect(() => refuseOldServer(150_000, "15.0")).not.toThrow();
  });
  it("the version of the server is told", async () => {
    const store = await storeOn(await newDatabase());
    expect(Number(store.serverVersion.split(".")[0])).toBeGreaterThanOrEqual(15);
  });
});
