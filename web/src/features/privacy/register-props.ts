// Clauses: C7.1, N7
import type { HouseClient, Register } from "../../source/house-client.ts";

export interface RegisterProps {
  readonly house: HouseClient;
  readonly register: Register;
  readonly changed: () => void;
}
export type Activity = Register["activities"][number];
export type Processor = Register["processors"][number];
export type Assessment = Register["assessments"][number];
/** What a form of the register needs: it opens and closes in its part. */
export interface RegisterForm extends RegisterProps {
  readonly done: () => void;
  readonly stop: () => void;
}
