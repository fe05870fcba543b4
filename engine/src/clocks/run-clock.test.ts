import { describe, expect, test } from "vitest";
import { china, cn, day } from "../../test/calendars.ts";
import {
  clocks,
  context,
  deadline,
  fact,
  fed,
  only,
  opened,
  reopened,
  resolved,
  short,
  WAITING,
  waitFrom,
  waitTo,
} from "../../test/clock-facts.ts";
import type { Fact } from "../facts/event.ts";
import { clocksOf } from "./clocks.ts";

describe("C8.1 pauses", () => {
  test("case-Q3: created Saturday, 4 hours, held Monday 10-12 → Monday 15:00", () => {
    const facts = [opened("2026-03-14T11:00"), waitFrom("2026-03-16T10:00"), waitTo("2026-03-16T12:00")];
    const clock = only(clocks(deadline({ within: "4 business hours" }), facts, "2026-03-16T13:00"));
    expect(short(clock.due.due)).toBe("03-16 15:00");
    expect(clock.pauses).toEqual([
      { from: cn("2026-03-16T10:00"), to: cn("2026-03-16T12:00"), ids: facts.slice(1).map((it) => it.event.id) },
    ]);
  });
  test("case-Q7: stops on the reply, restarts on the customer's message by portal, or by any channel", () => {
    const pauses = [
      { from: "complaint_responded", to: "waiting_customer_to" },
      { from: "complaint_responded", to: "contact_made" },
    ];
    const rule = deadline({ within: "8 business hours", pauses });
    const until = (message: Fact): string | undefined => {
      const facts = [opened("2026-03-11T09:00"), fact("complaint_responded", "17", "2026-03-11T10:00"), message];
      const late = waitTo("2026-03-12T15:00");
      return short(only(clocks(rule, [...facts, late], "2026-03-13T09:00")).due.due);
    };
    expect(until(waitTo("2026-03-11T14:00", "17", { channel: "portal" }))).toBe("03-12 12:00");
    expect(until(fact("contact_made", "17", "2026-03-11T14:00", { fields: { channel: "phone" } }))).toBe("03-12 12:00");
  });
  test("case-Q7: no escalation while it waits: due moves with the clock on the wall", () => {
    const facts = [opened("2026-03-11T09:00"), waitFrom("2026-03-11T11:00")];
    const state = fed(deadline(), facts);
    const at = (asOf: string): unknown => {
      const clock = only(clocksOf(state, deadline(), context(), cn(asOf)));
      return [clock.paused, short(clock.due.due), clock.warnings.map(short)];
    };
    expect(at("2026-03-11T11:00")).toEqual([true, "03-11 17:00", ["03-11 13:00", "03-11 15:24"]]);
    expect(at("2026-03-11T16:00")).toEqual([true, "03-12 13:00", ["03-11 18:00", "03-12 11:24"]]);
    expect(at("2026-03-13T10:00")).toEqual([true, "03-13 16:00", ["03-13 12:00", "03-13 14:24"]]);
  });
  test("a pause that begins after the due time changes nothing and is not listed", () => {
    const facts = [opened("2026-03-11T09:00"), waitFrom("2026-03-11T12:00"), waitTo("2026-03-11T15:00")];
    const clock = only(clocks(deadline({ within: "2 business hours" }), facts, "2026-03-11T13:00"));
    expect([short(clock.due.due), clock.pauses, clock.paused]).toEqual(["03-11 11:00", [], false]);
  });
  test("an end closes a pause, and a reopened case starts without it", () => {
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      resolved("2026-03-11T12:00"),
      reopened("2026-03-12T09:00"),
      waitTo("2026-03-12T11:00"),
    ];
    const [first, second] = clocks(deadline(), facts, "2026-03-12T12:00");
    expect(first!.pauses).toMatchObject([{ from: cn("2026-03-11T10:00"), to: cn("2026-03-11T12:00") }]);
    expect([second!.paused, second!.pauses, short(second!.due.due)]).toEqual([false, [], "03-12 17:00"]);
  });
  test("two kinds of pause that overlap count once", () => {
    const pauses = [WAITING, { from: "review_held", to: "suggestion_made" }];
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      fact("review_held", "17", "2026-03-11T11:00"),
      waitTo("2026-03-11T12:00"),
      fact("suggestion_made", "17", "2026-03-11T13:00"),
    ];
    const clock = only(clocks(deadline({ within: "4 business hours", pauses }), facts, "2026-03-11T17:00"));
    expect([short(clock.due.due), clock.pauses.length]).toEqual(["03-11 16:00", 2]);
  });
  test("pausing twice without a resumption between is one pause", () => {
    const facts = [
      opened("2026-03-11T09:00"),
      waitFrom("2026-03-11T10:00"),
      waitFrom("2026-03-11T11:00"),
      waitTo("2026-03-11T12:00"),
    ];
    expect(short(only(clocks(deadline({ within: "4 business hours" }), facts, "2026-03-11T17:00")).due.due)).toBe(
      "03-11 15:00",
    );
  });
});
describe("C8.1 due times and warnings", () => {
  test("case-Q6: the first answer is due at 8 hours; the update clock has not started", () => {
    const response = deadline({ id: "response", ends: "complaint_responded" });
    const update = deadline({
      id: "update",
      starts: "complaint_responded",
      ends: "contact_made",
      within: "2 business hours",
    });
    const facts = [opened("2026-03-11T09:00")];
    expect(short(only(clocks(response, facts, "2026-03-11T12:00")).due.due)).toBe("03-11 17:00");
    expect(clocks(update, facts, "2026-03-11T12:00")).toEqual([]);
  });
  test("case-Q14: a first reply after 10 minutes meets the response and leaves the resolution open", () => {
    const response = deadline({ id: "response", ends: "complaint_responded", within: "1 business hour" });
    const facts = [opened("2026-03-11T10:00"), fact("complaint_responded", "17", "2026-03-11T10:10")];
    expect(short(only(clocks(response, facts, "2026-03-11T12:00")).endedAt)).toBe("03-11 10:10");
    expect(only(clocks(deadline(), facts, "2026-03-11T12:00")).endedAt).toBeUndefined();
  });
  test("case-Q8: Friday 16:30 + 1 hour at 9-17 → Monday 09:30", () => {
    const rule = deadline({ within: "1 business hour" });
    const clock = only(clocks(rule, [opened("2026-03-13T16:30")], "2026-03-14T00:00", context("09:00-17:00")));
    expect(short(clock.due.due)).toBe("03-16 09:30");
  });
  test("E-35: four hours from Monday 17:00 at 08-18 are due Tuesday 11:00; warned an hour before, at 10:00", () => {
    const rule = deadline({ within: "4 business hours", warnAt: ["75%", "100%"] });
    const from = (at: string): unknown => {
      const clock = only(clocks(rule, [opened(at)], "2026-03-16T18:00", context("08:00-18:00")));
      return [short(clock.due.due), ...clock.warnings.map(short)];
    };
    expect(from("2026-03-16T17:00")).toEqual(["03-17 11:00", "03-17 10:00", "03-17 11:00"]);
    expect(from("2026-03-16T10:00")).toEqual(["03-16 14:00", "03-16 13:00", "03-16 14:00"]);
  });
  test("warnings skip lunch and pauses", () => {
    const facts = [opened("2026-03-11T11:00"), waitFrom("2026-03-11T14:00"), waitTo("2026-03-11T15:00")];
    const rule = deadline({ within: "4 business hours", warnAt: ["50%"] });
    const clock = only(clocks(rule, facts, "2026-03-11T16:00", context("09:00-12:00, 13:30-18:00")));
    expect([short(clock.due.due), clock.warnings.map(short)]).toEqual(["03-11 17:30", ["03-11 15:30"]]);
  });
  test("warnings of business days and plain days are shares of the time that counts", () => {
    const warned = (within: string): unknown => {
      const rule = deadline({ within, warnAt: ["50%"] });
      const clock = only(clocks(rule, [opened("2026-03-11T18:00")], "2026-03-11T18:00"));
      return [short(clock.due.due), clock.warnings.map(short)];
    };
    expect(warned("4 business days")).toEqual(["03-17 18:00", ["03-13 18:00"]]);
    expect(warned("4 days")).toEqual(["03-15 18:00", ["03-13 18:00"]]);
  });
  test("C12.2 a legal period ends at 24:00 of its last day, past a holiday", () => {
    const rule = deadline({ within: "10 days", legal: true });
    const where = context("09:00-18:00", { calendar: china });
    const clock = only(clocks(rule, [opened("2026-04-21T15:00")], "2026-04-22T00:00", where));
    expect([short(clock.due.due), clock.legal?.due]).toEqual(["05-07 00:00", day("2026-05-06")]);
    expect(clock.due.steps.at(-1)).toMatchObject({
      from: cn("2026-05-06T00:00"),
      to: cn("2026-05-07T00:00"),
      counted: true,
    });
  });
  test("C12.2 a legal period stands still by whole days; in hours it runs on the clock (CC 201)", () => {
    const where = context("09:00-18:00", { calendar: china });
    const paused = [opened("2026-03-09T15:00"), waitFrom("2026-03-11T16:00"), waitTo("2026-03-14T09:00")];
    const days = only(clocks(deadline({ within: "10 days", legal: true }), paused, "2026-03-20T00:00", where));
    expect(days.legal?.due).toBe(day("2026-03-23"));
    const late = [opened("2026-03-09T15:00"), waitFrom("2026-03-20T00:00"), waitTo("2026-03-25T09:00")];
    expect(only(clocks(deadline({ within: "10 days", legal: true }), late, "2026-03-30T00:00", where)).legal?.due).toBe(
      day("2026-03-19"),
    );
    const inHours = deadline({ within: "48 hours", legal: true });
    expect(short(only(clocks(inHours, [opened("2026-03-13T15:00")], "2026-03-14T00:00", where)).due.due)).toBe(
      "03-15 15:00",
    );
  });
  test("a date that needs an unknown year is estimated", () => {
    const where = context("09:00-18:00", { calendar: china });
    expect(only(clocks(deadline(), [opened("2026-12-31T16:00")], "2026-12-31T17:00", where)).due.estimated).toBe(true);
  });
});
