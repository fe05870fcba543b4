import type { Words } from "./words.ts";

export type Mode = "company_led" | "agent_led" | "intermediary_led";
export type Grade = "lead" | "senior" | "middle" | "trainee";
export interface Branch {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly city: string;
  readonly province: Words;
  readonly address: string;
}
export interface Team {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly branch: string;
  readonly lead: string;
}
export interface Departure {
  /** The first day on which the contract no longer runs. */
  readonly day: string;
  readonly ground: "at_will_933" | "mutual" | "death";
}
export interface Agent {
  /** `A001` */
  readonly id: string;
  /** The contract's number. */
  readonly contract: string;
  readonly name: string;
  readonly grade: Grade;
  readonly team: string;
  readonly branch: string;
  readonly mode: Mode;
  /** First day of the contract. */
  readonly joined: string;
  readonly left?: Departure;
  /** One of the three contracts that are told in full. */
  readonly tour: boolean;
}
/** A person whom an agent appointed with the company's consent (CC 169, 923). */
export interface SubAgent {
  readonly id: string;
  readonly name: string;
  readonly agent: string;
  readonly consent: string;
  readonly consentedOn: string;
}
