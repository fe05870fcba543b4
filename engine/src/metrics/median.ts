// Clauses: C3.2
import { add, divide, fromInteger } from "../values/rational.ts";
import { placed } from "./placed.ts";
import { ordered } from "./valued.ts";

/** The middle value; of an even number the mean of the two middle ones. Exact. */
export const median = placed(
  ordered((sorted, count) => {
    const at = (rank: number) => sorted.find(({ upTo }) => upTo >= rank)!.value;
    return count % 2 === 1 ? at((count + 1) / 2) : divide(add(at(count / 2), at(count / 2 + 1)), fromInteger(2));
  }),
);
