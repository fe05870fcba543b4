import { beforeAll, describe, expect, it } from "vitest";
import { appendEvents } from "../../src/commands/append-events.ts";
import { previewTable } from "../../src/commands/preview-table.ts";
import { company, HEAD, type ImportHouse, importHouse, MAPPING, put } from "./import-room.ts";

let room: ImportHouse;
beforeAll(async () => {
  room = await importHouse();
});
const ROWS = `${HEAD}\nT1,c1,5.00,2026-06-01\nT2,c1,6.00,2026-06-02\nT3,c2,7.00,2026-06-03`;
const preview = (contract: string, answers = {}) =>
  previewTable(room.house, company, {
    file: put(ROWS),
    mapping: put(MAPPING, ".yaml"),
    language: "en",
    contract,
    answers,
  });

describe("a fact in two contracts", () => {
  it("C7.1: a file that stands in another contract already is asked about once, and is taken when it belongs to both", async () => {
    const [first, second] = [await room.add("T-1"), await room.add("T-2")];
    expect((await preview(first)).questions).toEqual([]);
    await room.take(ROWS, { contract: first });
    expect((await preview(first)).questions).toEqual([]);
    const looked = await preview(second);
    expect(looked.questions).toMatchObject([{ id: "other_contract", choices: [{ answer: "both" }] }]);
    expect(looked.rows.map(({ asks, events }) => [asks, events.length])).toEqual(Array(3).fill([false, 1]));
    expect((await preview(second, { other_contract: "both" })).questions).toEqual([]);
    const asked = await room.take(ROWS, { contract: second, answers: {} }).catch((problem) => problem);
    expect(asked).toMatchObject({ code: "import_asks", args: { questions: [{ id: "other_contract" }] } });
    expect(asked.args.questions[0].text).toMatch(/such as sale\/T1.* how many rows: T-1 \(3\)\./);
    expect(asked.args.questions).toEqual(looked.questions);
    expect(await room.eventsOf(second)).toEqual([]);
    const { rows } = await room.take(ROWS, { contract: second, answers: { other_contract: "both" } });
    expect(rows.new).toBe(3);
    expect((await room.take(ROWS, { contract: second, answers: {} })).rows).toMatchObject({ new: 0, repeated: 3 });
  });
  it("C7.1: the same id of another kind or moment is another thing, and asks nothing", async () => {
    const [first, second] = [await room.add("T-3"), await room.add("T-4")];
    await room.take(`${HEAD}\nU1,c1,5.00,2026-06-01`, { contract: first });
    expect((await room.take(`${HEAD}\nU1,c1,5.00,2026-06-02`, { contract: second, answers: {} })).rows.new).toBe(1);
  });
  it("C7.1: an event that is sent to a second contract is taken, and the answer says where else it stands", async () => {
    const [first, second] = [await room.add("T-5"), await room.add("T-6")];
    const lines = JSON.stringify({
      id: "w1",
      kind: "sale",
      at: "2026-06-01T10:00:00+08:00",
      order: "w1",
      amount: "5.00",
    });
    const send = (number: string, key: string) =>
      appendEvents(room.house, company, { number, lines, key, language: "zh" });
    expect((await send(first, "a")).warnings).toEqual([]);
    const told = await send(second, "b");
    expect(told.added).toEqual(["w1"]);
    expect(told.warnings).toMatchObject([{ line: 1, code: "in_other_contract", severity: "warning" }]);
    expect(told.warnings[0]!.what).toContain("T-5");
    expect((await send(second, "c")).warnings).toEqual([]);
  });
});
