import type { Instance, State } from "../rules/types.ts";

/** A clause alive: the worst of its open instances, else the worst of the last closed period; undefined for text only. */
export interface ClauseResult {
  readonly id: string;
  readonly state: State | undefined;
  readonly instances: readonly Instance[];
}
