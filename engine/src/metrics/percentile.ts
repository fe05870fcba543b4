// Clauses: C3.2, C8.1
import { assert } from "../values/assert.ts";
import { fromInteger, multiply } from "../values/rational.ts";
import { placed } from "./placed.ts";
import { ordered } from "./valued.ts";

/** Percentile by nearest rank: the smallest value with at least p·n values at or below it (rank ⌈p·n⌉). Exact. */
export const percentile = placed(
  ordered((sorted, count, definition) => {
    assert(definition.percentile, "a percentile states its p");
    const wanted = multiply(definition.percentile, fromInteger(count));
    return sorted.find(({ upTo }) => BigInt(upTo) * wanted.d >= wanted.n)!.value;
  }),
);
