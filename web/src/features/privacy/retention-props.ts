// Clauses: C7.1, N8
import type { HouseClient, Retention } from "../../source/house-client.ts";

export interface RetentionProps {
  readonly house: HouseClient;
  readonly retention: Retention;
  /** How many days the list looks ahead. */
  readonly days: number;
  readonly look: (days: number) => void;
  /** All that falls due in that time, for a file. */
  readonly whole: () => Promise<Retention>;
  readonly changed: () => void;
}
