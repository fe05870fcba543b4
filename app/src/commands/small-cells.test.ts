import { expect, it } from "vitest";
import { withoutSmallCells } from "./small-cells.ts";

const cells = (...contracts: number[]) =>
  withoutSmallCells(contracts.map((one, at) => ({ name: `s${at}`, contracts: one }))).map((one) => one.contracts);

it("T21: a count below five is hidden, and never comes out as what is missing from the total", () => {
  expect(cells(5, 9)).toEqual([5, 9]);
  expect(cells(4, 9, 20)).toEqual([undefined, undefined, 20]);
  expect(cells(1, 3, 20)).toEqual([undefined, undefined, 20]);
  expect(cells(3, 20)).toEqual([undefined, undefined]);
  expect(cells(3)).toEqual([]);
  expect(cells(2, 2)).toEqual([]);
  expect(cells()).toEqual([]);
});
