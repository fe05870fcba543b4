// Clauses: C7.1, N1
import type { ContractsBy } from "../convert/mapping-model.ts";
import type { ContractHead } from "../store/contracts.ts";
import type { ImportRefusal } from "../store/import-reports.ts";
import type { Person } from "../store/people.ts";
import { groupedBy } from "./grouped.ts";

type Fault = Pick<ImportRefusal, "code" | "args" | "value">;
type Known = Pick<ContractHead, "contractId" | "number" | "term" | "agentName" | "agentPersonId">;
export interface Assignment {
  /** What the field `contract` of an event holds. */
  readonly by: ContractsBy;
  /** All events are for this contract; one that names another is refused. */
  readonly only?: string | undefined;
}
/** Which contract an event is for: by its number, or by its agent and, of several contracts of one agent, by its day. */
export class ContractsOfFile {
  readonly #byNumber: ReadonlyMap<string, Known>;
  readonly #byAgent: ReadonlyMap<string, readonly Known[]>;
  readonly #assignment: Assignment;
  constructor(assignment: Assignment, contracts: readonly Known[], people: readonly Person[]) {
    this.#assignment = assignment;
    this.#byNumber = new Map(contracts.map((contract) => [contract.number, contract]));
    // Whoever stood in the register twice is known by the code of either entry.
    const codes = groupedBy(people, ({ personId, mergedIntoId = personId }) => mergedIntoId);
    const namesOf = ({ agentName, agentPersonId = "" }: Known): readonly string[] =>
      assignment.by === "agent_name" ? [agentName] : (codes.get(agentPersonId) ?? []).map(({ code }) => code);
    const byAgent = new Map<string, Known[]>();
    for (const contract of contracts)
      for (const name of namesOf(contract)) byAgent.set(name, [...(byAgent.get(name) ?? []), contract]);
    this.#byAgent = byAgent;
  }
  /** @param at the event's moment as the file's zone writes it, `2026-06-10T10:00:00+08:00` */
  of(named: string | undefined, at: string): Known | Fault {
    const { only, by } = this.#assignment;
    if (named === undefined || named === "")
      return only === undefined ? fault("import_no_contract", "") : this.#numbered(only);
    const found = by === "number" ? this.#numbered(named) : this.#ofAgent(named, at.slice(0, 10));
    if ("code" in found || only === undefined || found.number === only) return found;
    return fault("import_other_contract", named, { contract: found.number, only });
  }
  #numbered(number: string): Known | Fault {
    return this.#byNumber.get(number) ?? fault("import_contract_unknown", number);
  }
  #ofAgent(agent: string, day: string): Known | Fault {
    const contracts = this.#byAgent.get(agent) ?? [];
    if (contracts.length === 0) return fault("import_agent_unknown", agent);
    const then = contracts.filter(({ term }) => term.from <= day && day <= term.until);
    const [first] = then.length === 0 ? contracts : then;
    if (then.length === 1 || contracts.length === 1) return first!;
    const numbers = (then.length === 0 ? contracts : then).map(({ number }) => number).join(", ");
    return fault(then.length === 0 ? "import_agent_without_contract" : "import_agent_with_several", agent, {
      day,
      contracts: numbers,
    });
  }
}
const fault = (code: string, value: string, args: Readonly<Record<string, string>> = {}): Fault => ({
  code,
  value,
  args,
});
