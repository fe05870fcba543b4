// Clauses: C7.1
import type { Day } from "@fealty/engine/values/brand.ts";
import { addMonths } from "@fealty/engine/values/date.ts";
import { negate, rational } from "@fealty/engine/values/rational.ts";
import { DateColumn, momentOf, offsetAsked } from "./cell-date.ts";
import { columnNumber, constantNumber, giveDecimal } from "./cell-number.ts";
import { exactly, exactWork, type NumberRun } from "./compile-number.ts";
import { constantText, plainIdOf, textWork } from "./compile-text.ts";
import type { CallArguments, Compiled } from "./compiled.ts";
import { readDate } from "./date-text.ts";
import { decimalText, floorOf, lookedUp, plainId, roundedAt } from "./expression.ts";
import { Ambiguity, RowFault } from "./fault.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";
import { readNumber } from "./number-text.ts";
import { readResidentId } from "./resident-id.ts";
import type { RowState } from "./row-state.ts";

/** Names the column to blame where a function works on something made from columns. */
const blamed =
  <T>(column: number, run: (state: RowState) => T): ((state: RowState) => T) =>
  (state) => {
    try {
      return run(state);
    } catch (problem) {
      if ((problem instanceof RowFault || problem instanceof Ambiguity) && problem.column < 0) problem.column = column;
      throw problem;
    }
  };
const worked = (args: CallArguments, work: (text: string) => string): Compiled => ({
  type: "text",
  run: blamed(args.blame, textWork(args.run(0, "text"), work)),
});
const wholeOf = (run: NumberRun, state: RowState): number => {
  const value = run(state);
  return +floorOf(exactly(value, state.scale, state.big)).toString();
};

const numberCall = (args: CallArguments, money: boolean): NumberRun => {
  const { binder, column } = args;
  const how = { ...binder.reading.number, currency: money ? binder.reading.currency : undefined };
  if (column !== undefined) {
    const index = binder.columnOf(column);
    const key = `${index}/${money}`;
    const run =
      binder.numbers.get(key) ?? columnNumber(index, binder.numberReading(column, money), binder.reading.date.serials);
    binder.numbers.set(key, run);
    return run;
  }
  const literal = args.literal(0);
  if (literal !== undefined) return constantNumber(readNumber(literal, how));
  const text = args.run(0, "text");
  return blamed(args.blame, (state) => {
    text(state);
    return giveDecimal(state, readNumber(state.text(), how));
  });
};

const dateCall = (args: CallArguments, moment: boolean): Compiled => {
  const type = moment ? "moment" : "date";
  const { binder, column } = args;
  const { order, serials, clock } = binder.reading.date;
  if (column !== undefined) {
    const index = binder.columnOf(column);
    const dates = binder.dates.get(index) ?? new DateColumn(index, binder.dateReading(column));
    binder.dates.set(index, dates);
    if (moment) return { type, run: (state) => dates.moment(state) };
    return {
      type,
      run: (state) => {
        dates.read(state);
        return Number.isNaN(dates.written) ? dates.day : Math.floor(dates.moment(state) / 86_400);
      },
    };
  }
  const literal = args.literal(0);
  if (literal !== undefined && !moment) {
    const { day } = readDate(literal, order, serials);
    return { type, run: () => day };
  }
  const text = args.run(0, "text");
  return {
    type,
    run: blamed(args.blame, (state) => {
      text(state);
      const written = state.text();
      const time = readDate(written, order, serials);
      if (!moment && time.offset === undefined) return time.day;
      const seconds = time.seconds ?? 0;
      state.micros = time.micros;
      const shown = time.day * 86_400 + seconds;
      let offset = time.offset ?? clock.offsetOf(time.day, seconds);
      if (!Number.isFinite(offset)) offset = offsetAsked(binder.reading.date, shown, written);
      const local = momentOf(state, clock, shown - offset);
      return moment ? local : Math.floor(local / 86_400);
    }),
  };
};

/** Every function of the mapping language, compiled. `expression.ts` declares their types and gives the same answers slowly. */
export const FUNCTIONS: Readonly<Record<string, (args: CallArguments) => Compiled>> = {
  number: (args) => ({ type: "number", run: numberCall(args, false) }),
  money: (args) => ({ type: "number", run: numberCall(args, true) }),
  date: (args) => dateCall(args, false),
  datetime: (args) => dateCall(args, true),
  id: (args) => {
    const run = plainIdOf(args.run(0, "text"), plainId);
    const { column, binder } = args;
    return column === undefined
      ? { type: "text", run }
      : { type: "text", run, column: binder.columnOf(column), isId: true };
  },
  trim: (args) => (args.column === undefined ? worked(args, trimBlanks) : { type: "text", run: args.run(0, "text") }),
  upper: (args) => worked(args, (text) => text.toUpperCase()),
  lower: (args) => worked(args, (text) => text.toLowerCase()),
  narrow: (args) => worked(args, halfWidth),
  resident_id: (args) => worked(args, readResidentId),
  replace: (args) => {
    const [from = "", to = ""] = [args.literal(1), args.literal(2)];
    return worked(args, (text) => text.replaceAll(from, to));
  },
  lookup: (args) => {
    const table = args.literal(1) ?? "";
    return worked(args, (text) => lookedUp(text, table, args.binder.reading.tables));
  },
  text: (args) => {
    const run = args.run(0, "number");
    return {
      type: "text",
      run: (state) => {
        const value = run(state);
        state.setText(decimalText(exactly(value, state.scale, state.big)));
      },
    };
  },
  abs: (args) => {
    const run = args.run(0, "number");
    return {
      type: "number",
      run: (state) => {
        const value = run(state);
        if (Number.isNaN(value) && state.big.n < 0n) state.big = negate(state.big);
        return Math.abs(value);
      },
    };
  },
  floor: (args) => ({
    type: "number",
    run: exactWork(args.run(0, "number"), (value) => rational(floorOf(value))),
  }),
  ceil: (args) => ({
    type: "number",
    run: exactWork(args.run(0, "number"), (value) => rational(-floorOf(negate(value)))),
  }),
  round: (args) => {
    const places = +(args.literal(1) ?? "0");
    return { type: "number", run: exactWork(args.run(0, "number"), (value) => roundedAt(value, places)) };
  },
  add_days: (args) => {
    const [day, count] = [args.run(0, "date"), args.run(1, "number")];
    return { type: "date", run: (state) => day(state) + wholeOf(count, state) };
  },
  add_months: (args) => {
    const [day, count] = [args.run(0, "date"), args.run(1, "number")];
    return { type: "date", run: (state) => addMonths(day(state) as Day, wholeOf(count, state)) };
  },
  days_between: (args) => {
    const [from, to] = [args.run(0, "date"), args.run(1, "date")];
    return {
      type: "number",
      run: (state) => {
        const start = from(state);
        const days = to(state) - start;
        state.scale = 0;
        return days;
      },
    };
  },
  row_number: () => ({
    type: "number",
    run: (state) => {
      state.scale = 0;
      return state.row;
    },
  }),
  event_id: () => ({ type: "text", run: constantText(""), eventId: true }),
};
