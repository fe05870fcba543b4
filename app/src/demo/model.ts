import type { AnswerKey } from "./key/model.ts";
import type { Agent, Branch, Mode, SubAgent, Team } from "./people-model.ts";
import type { Product } from "./products.ts";
import type { Words } from "./words.ts";

export interface Customer {
  /** `K0001` */
  readonly id: string;
  readonly name: string;
  readonly kind: "person" | "organisation";
  readonly tier: "ordinary" | "preferred" | "high_net_worth";
  /** A minor is insured under a policy that a parent holds. */
  readonly minorInsured: boolean;
  readonly consent: "given" | "refused" | "withdrawn";
  readonly branch: string;
  /** Who looked after the customer first. */
  readonly agent: string;
  /** In the agent's service list; the others bought once and are looked after by the branch. */
  readonly served: boolean;
  /** First day with the agent. */
  readonly since: string;
  /** Taken over from before the contract. */
  readonly fromBefore: boolean;
  readonly left?: string;
  /** Who took over when the agent left, and from which day. */
  readonly successor?: { readonly agent: string; readonly from: string };
}
export interface Company {
  readonly label: Words;
  readonly name: string;
  readonly representative: string;
  readonly address: string;
  readonly contact: string;
  readonly telephone: string;
  readonly e_mail: string;
  readonly intermediary: string;
  readonly currency: "CNY";
  readonly time_zone: "Asia/Shanghai";
  /** First and last day with data, and the moment that screens show unless told otherwise. */
  readonly from: string;
  readonly until: string;
  readonly as_of: string;
}
export interface ContractFile {
  /** Below one root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
/** What is made for one agent. */
export interface DemoContract {
  readonly number: string;
  readonly agentId: string;
  readonly mode: Mode;
  readonly tour: boolean;
  /** Path of the contract among `files`. */
  readonly main: string;
  readonly files: readonly ContractFile[];
  /** NDJSON in the order of time, as docs/format.md says. */
  readonly facts: string;
  readonly events: number;
}
/** A text that never came into force: it is checked, not evaluated. */
export interface DemoDraft {
  readonly id: string;
  readonly of: string;
  readonly main: string;
  readonly files: readonly ContractFile[];
}
export interface Demo {
  readonly company: Company;
  readonly branches: readonly Branch[];
  readonly teams: readonly Team[];
  readonly products: readonly Product[];
  readonly agents: readonly Agent[];
  readonly subAgents: readonly SubAgent[];
  readonly customers: readonly Customer[];
  readonly key: AnswerKey;
  readonly drafts: readonly DemoDraft[];
  /** Made one by one when they are asked for; each walk makes them anew, the same. */
  readonly contracts: Iterable<DemoContract>;
}
