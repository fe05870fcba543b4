import { expect, it, vi } from "vitest";
import { announce, type Change, listen } from "../../src/store/changes.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { newDatabase, storeOn, superuser } from "./room.ts";

it("what one process announces another hears, also after its connection was lost, until it stops", async () => {
  const database = await newDatabase();
  const [one, other] = [await storeOn(database), await storeOn(database)];
  const heard: (Change | undefined)[] = [];
  const stop = await listen(other, (change) => heard.push(change));
  const first = { companyId: 1, contractId: newUuid() };
  await announce(one, [first, { ...first, companyId: 2 }]);
  await vi.waitFor(() => expect(heard).toEqual([first, { ...first, companyId: 2 }]));
  const killer = await superuser(database);
  const kill =
    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%listen fealty_changes%' and pid <> pg_backend_pid() and datname = current_database()";
  expect((await killer.query(kill)).rowCount).toBe(1);
  await vi.waitFor(() => expect(heard.at(-1)).toBeUndefined(), { timeout: 10_000 });
  await announce(one, [first]);
  await vi.waitFor(() => expect(heard.at(-1)).toEqual(first));
  await stop();
  const before = heard.length;
  await announce(one, [first]);
  await new Promise((go) => setTimeout(go, 100));
  expect(heard.length).toBe(before);
});
