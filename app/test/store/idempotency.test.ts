import { beforeAll, describe, expect, it } from "vitest";
import { appendEvents, readEvents } from "../../src/store/events.ts";
import { forgetAnswers, type KeyedCall, once } from "../../src/store/idempotency.ts";
import type { Store } from "../../src/store/open-store.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { instant, NOW, newContract, newStore, sale, withCompanies } from "./room.ts";

let store: Store;
beforeAll(async () => {
  store = await newStore();
  await withCompanies(store, 1, 2);
});
const call = (key: string, more: Partial<KeyedCall> = {}): KeyedCall => ({
  command: "record-event",
  key,
  request: "{}",
  at: NOW,
  ...more,
});

describe("idempotency keys", () => {
  it("ten calls at once with one key do the work once and all get its answer", async () => {
    const contract = await newContract(store, 1, "K-1");
    let number = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        store.withCompany(1, {}, (tx) =>
          once(tx, call("k"), async () => {
            number += 1;
            return appendEvents(tx, contract, [sale(`s${number}`)], { receivedAt: NOW });
          }),
        ),
      ),
    );
    expect(answers.filter((one) => !one.repeated).length).toBe(1);
    expect(new Set(answers.map((one) => JSON.stringify(one.answer))).size).toBe(1);
    expect((await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).length).toBe(1);
  });
  it("a key with another request, or another person, is refused", async () => {
    const run = (one: KeyedCall, personId?: string) =>
      store.withCompany(1, { personId }, (tx) => once(tx, one, async () => 1));
    await run(call("other"));
    await expect(run(call("other", { request: "{1}" }))).rejects.toMatchObject({ code: "key_reused" });
    const person = newUuid();
    await expect(run(call("other", { personId: person }), person)).rejects.toMatchObject({ code: "key_reused" });
    expect(await run(call("other"))).toEqual({ answer: 1, repeated: true });
  });
  it("work that fails leaves its key free; a key of another company or command is another key", async () => {
    const failing = store.withCompany(1, {}, (tx) => once(tx, call("f"), () => Promise.reject(new Error("no"))));
    await expect(failing).rejects.toThrow("no");
    const again = await store.withCompany(1, {}, (tx) => once(tx, call("f"), async () => "done"));
    expect(again).toEqual({ answer: "done", repeated: false });
    expect((await store.withCompany(2, {}, (tx) => once(tx, call("f"), async () => 2))).repeated).toBe(false);
    const other = call("f", { command: "publish-statement" });
    expect((await store.withCompany(1, {}, (tx) => once(tx, other, async () => 3))).repeated).toBe(false);
  });
  it("keys past their time go, of one company only", async () => {
    const old = call("old", { at: instant("2025-01-01T00:00:00Z") });
    for (const company of [1, 2]) await store.withCompany(company, {}, (tx) => once(tx, old, async () => 1));
    expect(await forgetAnswers(store, 1, instant("2025-06-01T00:00:00Z"))).toBe(1);
    expect((await store.withCompany(2, {}, (tx) => once(tx, old, async () => 1))).repeated).toBe(true);
  });
});
