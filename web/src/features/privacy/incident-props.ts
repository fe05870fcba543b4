// Clauses: C7.1, N7
import type { HouseClient, Incidents } from "../../source/house-client.ts";

export type Incident = Incidents["incidents"][number];
export interface IncidentProps {
  readonly house: HouseClient;
  /** The company's name, as a notice says it. */
  readonly company: string;
  readonly told: Incidents;
  readonly changed: () => void;
}
export interface IncidentForm {
  readonly house: HouseClient;
  readonly done: () => void;
  readonly stop: () => void;
}
