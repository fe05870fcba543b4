import { describe, expect, it } from "vitest";
import { listCompanies } from "../../src/store/companies.ts";
import { openStore, refuseOldServer } from "../../src/store/open-store.ts";
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
