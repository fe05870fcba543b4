import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openBook, recordInBook } from "../src/book.ts";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { SHANGHAI } from "../src/calendar/zone.ts";
import { loadContract } from "../src/contract/load.ts";
import type { Event } from "../src/facts/event.ts";
import { parseFacts } from "../src/facts/parse.ts";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const calendar = parseCalendar(JSON.parse(read("../../data/calendars/cn.json"))).calendar!;
const contract = loadContract("everything.yaml", (file) =>
  file === "everything.yaml" ? read("./everything.yaml") : undefined,
).contract!;
const parse = (records: object[]): Event[] => [
  ...parseFacts(contract, "facts.ndjson", records.map((one) => JSON.stringify(one)).join("\n")).events,
];

/** Three hundred customers' worth of sales, answers and complaints, each event telling when any of its fields is looked at. */
const watchedBook = () => {
  const touched = new Set<string>();
  const watch = (event: Event): Event =>
    new Proxy(event, {
      get: (target, key) => {
        touched.add(target.id);
        return Reflect.get(target, key);
      },
    });
  const records = Array.from({ length: 300 }, (_, i) => [
    {
      id: `s${i}`,
      kind: "sale",
      at: "2026-02-10T10:00:00+08:00",
      order: `o${i}`,
      amount: "100.00",
      customer: `c${i}`,
      product: "term",
      member: "m1",
    },
    {
      id: `a${i}`,
      kind: "survey_answered",
      at: "2026-02-11T10:00:00+08:00",
      invitation: `i${i}`,
      recommend: 9,
      satisfaction: 5,
      customer: `c${i}`,
    },
    { id: `k${i}`, kind: "complaint_opened", at: "2026-02-12T10:00:00+08:00", case: `k${i}`, customer: `c${i}` },
    { id: `j${i}`, kind: "customer_joined", at: "2026-01-02T10:00:00+08:00", customer: `c${i}` },
  ]).flat();
  const book = openBook(contract, SHANGHAI, calendar);
  for (const event of parse(records)) recordInBook(book, watch(event));
  const take = (record: object): string[] => {
    const event = parse([record])[0]!;
    touched.clear();
    recordInBook(book, watch(event));
    return [...touched].sort();
  };
  return take;
};

describe("what one new event reads", () => {
  const take = watchedBook();
  it.each([
    [
      "a sale",
      {
        id: "n1",
        kind: "sale",
        at: "2026-03-01T10:00:00+08:00",
        order: "new",
        amount: "5.00",
        customer: "c7",
        product: "term",
      },
      ["n1"],
    ],
    [
      "a refund",
      { id: "n2", kind: "refund", at: "2026-03-01T10:00:00+08:00", order: "o7", amount: "5.00" },
      ["n2", "s7"],
    ],
    [
      "a second answer",
      {
        id: "n3",
        kind: "survey_answered",
        at: "2026-03-01T10:00:00+08:00",
        invitation: "i7",
        recommend: 1,
        customer: "c7",
      },
      ["a7", "n3"],
    ],
    [
      "an answer to a complaint",
      { id: "n4", kind: "complaint_responded", at: "2026-03-01T10:00:00+08:00", case: "k7" },
      ["k7", "n4"],
    ],
    [
      "a contact",
      { id: "n5", kind: "contact_made", at: "2026-03-01T10:00:00+08:00", channel: "visit", customer: "c7" },
      ["n5"],
    ],
    [
      "a correction",
      { id: "n6", kind: "corrected", at: "2026-03-01T10:00:00+08:00", target: "s8", fields: { amount: "7.00" } },
      ["n6", "s8"],
    ],
    [
      "a customer's new tier",
      { id: "n7", kind: "subject", at: "2026-02-11T00:00:00+08:00", of: "customer", customer: "c9", tier: "gold" },
      ["a9", "j9", "k9", "n7", "s9"],
    ],
  ])("N2: %s reads no event but those of its own keys", (_, record, allowed) => {
    const read = take(record);
    expect(read.filter((id) => !allowed.includes(id))).toEqual([]);
    expect(read).toContain((record as { id: string }).id);
  });
});
