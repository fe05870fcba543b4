import { describe, expect, test } from "vitest";
import { cn } from "../../test/calendars.ts";
import { context, deadline, fact } from "../../test/clock-facts.ts";
import type { Fact } from "../facts/event.ts";
import { addToClocks, emptyClocks } from "./clocks.ts";
import { type Handling, handlingOf } from "./handling.ts";

const rule = deadline();
const handling = (facts: readonly Fact[], asOf: string, hours = "09:00-18:00"): Handling | undefined => {
  const state = emptyClocks();
  for (const it of facts) addToClocks(state, rule, it, 1);
  return handlingOf(state, rule, context(hours), cn(asOf), "17");
};
const opened = (at: string): Fact => fact("complaint_opened", "17", at);
const resolved = (at: string): Fact => fact("complaint_resolved", "17", at);
const reopened = (at: string): Fact => fact("complaint_reopened", "17", at);

describe("C8.1 handling time", () => {
  test("case-Q5: intervals are added, closed time is the customer's and not the handler's", () => {
    const facts = [
      opened("2026-03-11T10:00"),
      resolved("2026-03-11T12:00"),
      reopened("2026-03-12T10:00"),
      resolved("2026-03-12T11:30"),
    ];
    expect(handling(facts, "2026-03-20T00:00")).toEqual({
      key: "17",
      intervals: [
        { from: cn("2026-03-11T10:00"), to: cn("2026-03-11T12:00") },
        { from: cn("2026-03-12T10:00"), to: cn("2026-03-12T11:30") },
      ],
      handlerMinutes: 120 + 90,
      customerMinutes: 8 * 60 + 2.5 * 60,
      starts: 2,
      open: false,
    });
  });
  test("waiting for the customer is out of the handler's time only", () => {
    const facts = [
      opened("2026-03-11T10:00"),
      fact("waiting_customer_from", "17", "2026-03-11T11:00"),
      fact("waiting_customer_to", "17", "2026-03-11T14:00"),
      resolved("2026-03-11T15:00"),
    ];
    expect(handling(facts, "2026-03-20T00:00")).toMatchObject({ handlerMinutes: 120, customerMinutes: 300 });
  });
  test("an open case runs until now, in opening time", () => {
    expect(handling([opened("2026-03-13T17:00")], "2026-03-16T10:30")).toMatchObject({
      handlerMinutes: 150,
      customerMinutes: 150,
      open: true,
    });
    expect(handling([opened("2026-03-11T11:00")], "2026-03-11T14:00", "09:00-12:00, 13:30-18:00")).toMatchObject({
      handlerMinutes: 90,
    });
  });
  test("two episodes that overlap are in hand once", () => {
    const facts = [opened("2026-03-11T10:00"), reopened("2026-03-11T11:00"), resolved("2026-03-11T12:00")];
    expect(handling(facts, "2026-03-20T00:00")).toMatchObject({ handlerMinutes: 120, customerMinutes: 120, starts: 2 });
  });
  test("nothing started, nothing to tell", () => {
    expect(handling([resolved("2026-03-11T12:00")], "2026-03-20T00:00")).toBeUndefined();
    expect(handling([opened("2026-03-11T12:00")], "2026-03-11T11:00")).toBeUndefined();
  });
});
