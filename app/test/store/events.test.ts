import { hash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { appendEvents, type IncomingEvent, readEvents, readEventsById, readEventText } from "../../src/store/events.ts";
import type { Store } from "../../src/store/open-store.ts";
import { instant, NOW, newContract, newStore, sale, withCompanies } from "./room.ts";

let store: Store;
beforeAll(async () => {
  store = await newStore();
  await withCompanies(store, 1, 2);
});
const append = (company: number, contract: string, events: readonly IncomingEvent[]) =>
  store.withCompany(company, {}, (tx) => appendEvents(tx, contract, events, { receivedAt: NOW }));

describe("events of a contract", () => {
  it("are kept byte for byte with their hash and exact times, and numbered from 1", async () => {
    const contract = await newContract(store, 1, "E-1");
    const odd: IncomingEvent = {
      ...sale("奇"),
      line: `{"id": "奇",  "note":"\\u0000 tab\\t 'quote' \\\\ {,} NULL 𠮷", "amount":1e3}`,
    };
    const appended = await append(1, contract, [sale("a"), odd]);
    expect(appended).toEqual({ added: ["a", "奇"], repeated: [], before: 0, last: 2 });
    const [first, second] = await store.withCompany(1, {}, (tx) => readEvents(tx, contract));
    expect(first).toMatchObject({ sequence: 1, sourceId: "a", kind: "sale", at: sale("a").at, receivedAt: NOW });
    expect(first!.at).toBe(instant("2026-06-10T02:00:00.123456Z"));
    expect(second!.line).toBe(odd.line);
    expect(second!.sha256).toBe(hash("sha256", odd.line, "hex"));
    const whole = await store.withCompany(1, {}, (tx) => readEventText(tx, contract));
    expect(whole).toEqual({ text: `${sale("a").line}\n${odd.line}`, count: 2 });
    expect(await store.withCompany(1, {}, (tx) => readEventText(tx, contract, 1))).toEqual({
      text: sale("a").line,
      count: 1,
    });
  });
  it("the same id with the same line is a repeat and takes no number", async () => {
    const contract = await newContract(store, 1, "E-2");
    await append(1, contract, [sale("a"), sale("b")]);
    expect(await append(1, contract, [sale("b"), sale("c"), sale("c")])).toEqual({
      added: ["c"],
      repeated: ["b", "c"],
      before: 2,
      last: 3,
    });
  });
  it("the same id with another line is refused and names both; nothing of the batch is written", async () => {
    const contract = await newContract(store, 1, "E-3");
    await append(1, contract, [sale("a")]);
    const refused = await append(1, contract, [sale("new"), sale("a", "999.00")]).catch((error) => error);
    expect(refused).toMatchObject({ name: "StoreRefusal", code: "source_id_conflict" });
    expect(refused.args.conflicts).toEqual([
      {
        sourceId: "a",
        sequence: 1,
        receivedAt: NOW,
        keptSha256: hash("sha256", sale("a").line, "hex"),
        givenSha256: hash("sha256", sale("a", "999.00").line, "hex"),
      },
    ]);
    expect(refused.text.zh).toContain("第 1 号事件");
    const inside = await append(1, contract, [sale("x"), sale("x", "2.00")]).catch((error) => error);
    expect(inside.args.conflicts).toMatchObject([{ sourceId: "x" }]);
    expect((await store.withCompany(1, {}, (tx) => readEvents(tx, contract))).map((one) => one.sourceId)).toEqual([
      "a",
    ]);
  });
  it("what is not one line is refused", async () => {
    const contract = await newContract(store, 1, "E-4");
    for (const line of ['{"id":\n"a"}', '{"id":"\ud800"}', '{"id":"\0"}']) {
      await expect(append(1, contract, [{ ...sale("a"), line }])).rejects.toMatchObject({
        code: "event_line_malformed",
      });
    }
    await expect(append(1, contract, [sale("")])).rejects.toMatchObject({ code: "event_line_malformed" });
  });
  it("twenty at once get numbers without gaps, and each its own", async () => {
    const contract = await newContract(store, 1, "E-5");
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        append(1, contract, [sale(`p${index}`), sale(`q${index}`), sale("same")]),
      ),
    );
    const events = await store.withCompany(1, {}, (tx) => readEvents(tx, contract));
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
    expect(new Set(events.map((event) => event.eventId)).size).toBe(41);
  });
  it("work that fails afterwards leaves no number behind", async () => {
    const contract = await newContract(store, 1, "E-6");
    const failing = store.withCompany(1, {}, async (tx) => {
      await appendEvents(tx, contract, [sale("a")], { receivedAt: NOW });
      throw new Error("the command failed");
    });
    await expect(failing).rejects.toThrow("the command failed");
    expect(await append(1, contract, [sale("b")])).toMatchObject({ before: 0, last: 1 });
  });
  it("the same source id in two contracts and two companies is three events", async () => {
    const [one, two] = [await newContract(store, 1, "E-7"), await newContract(store, 1, "E-8")];
    const other = await newContract(store, 2, "E-7");
    for (const [company, contract] of [
      [1, one],
      [1, two],
      [2, other],
    ] as const)
      expect((await append(company, contract, [sale("shared")])).last).toBe(1);
  });
  it("20,000 are read in one piece, in order, and found by their ids", async () => {
    const contract = await newContract(store, 1, "E-9");
    const events = Array.from({ length: 20_000 }, (_, index) => sale(`s${index}`));
    for (let from = 0; from < events.length; from += 5000) await append(1, contract, events.slice(from, from + 5000));
    const { text, count } = await store.withCompany(1, {}, (tx) => readEventText(tx, contract));
    expect(count).toBe(20_000);
    expect(text).toBe(events.map((event) => event.line).join("\n"));
    const found = await store.withCompany(1, {}, (tx) => readEventsById(tx, contract, ["s19999", "s7", "nowhere"]));
    expect(found.map((event) => event.sequence)).toEqual([8, 20_000]);
    const page = await store.withCompany(1, {}, (tx) => readEvents(tx, contract, { after: 19_998 }));
    expect(page.map((event) => event.sequence)).toEqual([19_999, 20_000]);
  });
});
