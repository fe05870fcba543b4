import pg from "pg";
import { expect, test } from "vitest";
import { errorLine, errorText } from "./error-line.ts";

test("T19: what a database or a parser quotes stays out of the log, the program's own words stay in it", () => {
  const ofDatabase = Object.assign(new pg.DatabaseError('invalid input syntax for type date: "张三丰"', 10, "error"), {
    code: "22007",
    detail: "Key (phone)=(13800138000) exists.",
    constraint: "customers_phone",
  });
  const wrapped = new Error("客户 张三丰", { cause: ofDatabase });
  let ofParser: unknown;
  try {
    JSON.parse("13800138000 张三丰");
  } catch (error) {
    ofParser = error;
  }
  for (const error of [ofDatabase, wrapped, ofParser, "张三丰", { phone: "13800138000" }]) {
    const told = JSON.stringify(errorLine(error)) + errorText(error);
    expect(told).not.toMatch(/张三丰|13800138000/);
  }
  expect(errorLine(wrapped)).toMatchObject({ name: "Error", cause: { code: "22007", constraint: "customers_phone" } });
  const mistake = new TypeError("undefined is not iterable");
  expect(errorLine(mistake)).toMatchObject({ name: "TypeError", message: "undefined is not iterable" });
  expect(errorText(mistake)).toMatch(/^TypeError undefined is not iterable\n {4}at /);
  expect(errorText(mistake)).not.toContain("/app/src/");
});
