import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { foundDemo } from "../../src/commands/found-demo.ts";
import type { House } from "../../src/commands/house.ts";
import { takeDemo } from "../../src/commands/take-demo.ts";
import { generateDemo } from "../../src/demo/demo.ts";
import { STAFF } from "../../src/demo/staff.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { listPeople } from "../../src/store/people.ts";
import { NOW, newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

it("N1: two processes that found the demonstration at once both get it, whole and once", async () => {
  const { calendar } = parseCalendar(kept);
  const [store, program] = [await newStore(), await threadProgram()];
  const houses = [1, 2].map((): House => {
    const threads = openThreads({ calendars: [calendar!] }, 1, program);
    afterAll(() => threads.close());
    return { store, threads, engine: "test", now: () => NOW };
  });
  const demo = generateDemo({ size: "small" });
  expect(await Promise.all(houses.map((house) => foundDemo(house, 1, demo)))).toEqual([false, false]);
  const told = houses.map(() => 0);
  const added = await Promise.all(
    houses.map((house, index) =>
      takeDemo(house, 1, demo, (done) => {
        told[index] = done;
      }),
    ),
  );
  const count = demo.agents.length;
  expect([added.reduce((a, b) => a + b), told]).toEqual([count, [count, count]]);
  const codes = (await store.withCompany(1, {}, listPeople)).map(({ code }) => code);
  expect(codes.filter((code) => demo.agents.some(({ id }) => id === code)).sort()).toEqual(
    demo.agents.map(({ id }) => id).sort(),
  );
  expect(codes.length).toBe(count + demo.subAgents.length + STAFF.length);
  const diagnoses = await diagnoseStore(houses[0]!, 1);
  expect([diagnoses.length, diagnoses.flatMap(({ differences }) => differences)]).toEqual([count, []]);
}, 240_000);
