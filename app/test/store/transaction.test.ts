import { beforeAll, describe, expect, it } from "vitest";
import { lockContract } from "../../src/store/contracts.ts";
import { appendEvents, readEvents } from "../../src/store/events.ts";
import type { Store } from "../../src/store/open-store.ts";
import { seeCustomersOf, type Tx } from "../../src/store/transaction.ts";
import { NOW, newContract, newDatabase, sale, storeOn, superuser, withCompanies } from "./room.ts";

let store: Store;
let database: string;
beforeAll(async () => {
  database = await newDatabase();
  store = await storeOn(database);
  await withCompanies(store, 1);
});
const backend = async (tx: Tx): Promise<number> =>
  (await tx.sql<{ pid: number }>("select pg_backend_pid() as pid", []))[0]!.pid;

describe("one transaction", () => {
  it("two that lock each other's contracts both end well: the one sent back is done again", async () => {
    const [a, b] = [await newContract(store, 1, "L-1"), await newContract(store, 1, "L-2")];
    let tries = 0;
    let meet = 0;
    const both = async (first: string, second: string, id: string) =>
      store.withCompany(1, {}, async (tx) => {
        tries += 1;
        await lockContract(tx, first);
        meet += 1;
        for (let waited = 0; meet < 2 && waited < 200; waited += 1) await new Promise((go) => setTimeout(go, 5));
        await appendEvents(tx, second, [sale(id)], { receivedAt: NOW });
        await appendEvents(tx, first, [sale(id)], { receivedAt: NOW });
      });
    await Promise.all([both(a, b, "x"), both(b, a, "y")]);
    // Two and the one sent back; on a busy machine the two may meet once more.
    expect([3, 4, 5]).toContain(tries);
    for (const contract of [a, b])
      expect((await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).map((event) => event.sequence)).toEqual(
        [1, 2],
      );
  });
  it("a connection that dies before the commit is replaced and the work done again, once", async () => {
    const contract = await newContract(store, 1, "L-3");
    const killer = await superuser(database);
    let tries = 0;
    await store.withCompany(1, {}, async (tx) => {
      tries += 1;
      const appended = await appendEvents(tx, contract, [sale("a")], { receivedAt: NOW });
      expect(appended.last).toBe(1);
      if (tries === 1) await killer.query("select pg_terminate_backend($1)", [await backend(tx)]);
      await readEvents(tx, contract);
    });
    expect(tries).toBe(2);
    expect((await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).length).toBe(1);
  });
  it("a connection that dies at the commit is told as unknown, and tried again only where that does no harm", async () => {
    const contract = await newContract(store, 1, "L-4");
    const killer = await superuser(database);
    const dying = (idempotent: boolean) => {
      let tries = 0;
      return store.withCompany(1, { idempotent }, async (tx) => {
        tries += 1;
        await appendEvents(tx, contract, [sale("a")], { receivedAt: NOW });
        if (tries === 1) await killer.query("select pg_terminate_backend($1)", [await backend(tx)]);
        return tries;
      });
    };
    await expect(dying(false)).rejects.toMatchObject({ code: "outcome_unknown" });
    expect(await dying(true)).toBe(2);
    expect((await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).length).toBe(1);
  });
  it("what only read is read again when its connection dies at the commit", async () => {
    const killer = await superuser(database);
    let tries = 0;
    const read = await store.withCompany(1, {}, async (tx) => {
      tries += 1;
      await seeCustomersOf(tx, "2026-07-01");
      const [one] = await tx.sql<{ day: string }>("select current_setting('fealty.day') as day", []);
      if (tries === 1) await killer.query("select pg_terminate_backend($1)", [await backend(tx)]);
      return one!.day;
    });
    expect([read, tries]).toEqual(["2026-07-01", 2]);
  });
  it("a mistake in the work is passed on as it is, and the connection serves again", async () => {
    for (let times = 0; times < 12; times += 1) {
      const wrong = store.withCompany(1, {}, (tx) => tx.sql("select company_id fro", []));
      await expect(wrong).rejects.toMatchObject({ code: "42703" });
    }
    expect(await store.withCompany(1, {}, (tx) => tx.sql("select 1 as one", []))).toEqual([{ one: 1 }]);
  });
  it("work that swallows an error is not kept and not told as done", async () => {
    const contract = await newContract(store, 1, "L-6");
    const swallowing = store.withCompany(1, {}, async (tx) => {
      await appendEvents(tx, contract, [sale("a")], { receivedAt: NOW });
      await tx.sql("insert into fealty.branch (company_id) values ($1)", [1]).catch(() => undefined);
      return "done";
    });
    await expect(swallowing).rejects.toMatchObject({ code: "23502" });
    expect(await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).toEqual([]);
  });
  it("statements asked for at once run one after the other, and one that fails does not hold the next", async () => {
    const answers = await store.withCompany(1, {}, (tx) =>
      Promise.all([1, 2, 3].map((number) => tx.sql<{ n: number }>("select $1::integer as n", [number]))),
    );
    expect(answers.flat().map((row) => row.n)).toEqual([1, 2, 3]);
  });
  it("a snapshot writes nothing", async () => {
    const contract = await newContract(store, 1, "L-5");
    const writing = store.withCompany(1, { snapshot: true }, (tx) =>
      appendEvents(tx, contract, [sale("a")], { receivedAt: NOW }),
    );
    await expect(writing).rejects.toMatchObject({ code: "25006" });
  });
});
