import type { Branch } from "../store/organisation.ts";

/** The branches of a company, each below its parent. */
export class BranchTree {
  readonly #byId: ReadonlyMap<string, Branch>;
  readonly #byCode: ReadonlyMap<string, Branch>;
  constructor(branches: readonly Branch[]) {
    this.#byId = new Map(branches.map((branch) => [branch.branchId, branch]));
    this.#byCode = new Map(branches.map((branch) => [branch.code, branch]));
  }
  /** By the company's own short name for it. */
  coded(code: string): Branch | undefined {
    return this.#byCode.get(code);
  }
  get(branchId: string): Branch | undefined {
    return this.#byId.get(branchId);
  }
  /** Itself and every branch above it, itself first. */
  upwards(branchId: string): Branch[] {
    const found: Branch[] = [];
    for (let at = this.#byId.get(branchId); at && !found.includes(at); at = this.#byId.get(at.parentBranchId ?? ""))
      found.push(at);
    return found;
  }
  /** Whether a branch is another one or lies below it. Absent stands for the whole company. */
  isWithin(branchId: string | undefined, scope: string | undefined): boolean {
    if (scope === undefined) return true;
    return branchId !== undefined && this.upwards(branchId).some((branch) => branch.branchId === scope);
  }
  /** Itself and every branch below it. */
  below(branchId: string): Branch[] {
    return [...this.#byId.values()].filter((branch) => this.isWithin(branch.branchId, branchId));
  }
}
