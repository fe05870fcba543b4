import { beforeAll, describe, expect, it } from "vitest";
import { keepCustomer } from "../../src/commands/keep-customer.ts";
import { previewTable } from "../../src/commands/preview-table.ts";
import { readLetters } from "../../src/commands/read-letters.ts";
import { findContract } from "../../src/store/contracts.ts";
import { addLetter } from "../../src/store/letters.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { CLOCK, company, HEAD, type ImportHouse, importHouse, MAPPING, put } from "./import-room.ts";
import { instant } from "./room.ts";

let room: ImportHouse;
const NUMBER = "LT-1";
const rows = (...lines: string[]): string => `${[HEAD, ...lines].join("\n")}\n`;
const take = (...lines: string[]) => room.take(rows(...lines), { contract: NUMBER });
beforeAll(async () => {
  room = await importHouse();
  await room.add(NUMBER);
  const { house } = room;
  const own = { key: "customer-K7", code: "K7", kind: "person", name: "李晓", fromOn: "2026-01-01" } as const;
  await keepCustomer(house, company, own);
});

describe("a table against letters of authority", () => {
  it("law-168: a row by which the agent would be its own customer is refused with its cell, and the others come in", async () => {
    const text = rows("o1,K7,100.00,2026-06-10", "o2,K8,100.00,2026-06-10");
    const request = { file: put(text), mapping: put(MAPPING, ".yaml"), contract: NUMBER, language: "zh" } as const;
    const preview = await previewTable(room.house, company, request);
    expect(JSON.stringify(preview)).toContain("民法典第一百六十八条");
    const report = await take("o1,K7,100.00,2026-06-10", "o2,K8,100.00,2026-06-10");
    expect(report.rows).toMatchObject({ new: 1, refused: 1 });
    expect(await readLetters(room.house, company, NUMBER)).toMatchObject({ kept: false, acts: [], outside: 0 });
  });
  it("C1.2, law-171: acts inside are one run, each outside is a case, and the contract is told; again nothing changes", async () => {
    const { house } = room;
    await house.store.withCompany(1, {}, async (tx) => {
      const { contractId } = (await findContract(tx, NUMBER))!;
      await addLetter(tx, {
        contractId,
        letterId: newUuid(),
        number: "SQ-1",
        version: 1,
        agentName: "李晓",
        matters: ["application"],
        powers: { zh: "协助投保", en: "" },
        territory: { zh: "", en: "" },
        territories: [],
        products: { zh: "", en: "" },
        productCodes: [],
        fromOn: "2026-06-05",
        untilOn: "2026-06-20",
        signedBy: "赵敏",
        signedOn: "2026-06-05",
        form: "seal",
        preparedAt: CLOCK,
        activatedAt: instant("2026-06-05T09:00:00+08:00"),
        statusCode: "1-TEST",
      });
    });
    const lines = [
      "p0,K8,100.00,2026-06-02",
      "p1,K8,100.00,2026-06-10",
      "p2,K8,100.00,2026-06-20",
      "p3,K8,100.00,2026-06-21",
      "p4,K8,100.00,2026-06-22",
    ];
    await take(...lines);
    const told = await readLetters(house, company, NUMBER);
    expect(told.letters[0]).toMatchObject({ acts: 2 });
    expect(told.acts.map(({ outside, standing }) => [outside, standing])).toEqual([
      [["no_letter"], "open"],
      [["no_letter"], "open"],
    ]);
    const events = await room.eventsOf(NUMBER);
    expect(events.filter(({ kind }) => kind === "authority_act")).toHaveLength(2);
    const report = await take(...lines);
    expect(report.rows).toMatchObject({ new: 0 });
    expect((await readLetters(house, company, NUMBER)).acts).toHaveLength(2);
  });
});
