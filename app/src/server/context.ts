import type { PartyName } from "@fealty/engine/views/view.ts";
import type { Caller, Via } from "../commands/access.ts";
import type { House } from "../commands/house.ts";
import type { LongWork } from "./long-work.ts";
import type { Uploads } from "./uploads.ts";

/** What a route works with. Until people log in the server is open to this machine only, and the caller says which party it is. */
export interface Context {
  readonly house: House;
  readonly companyId: number;
  readonly work: LongWork;
  readonly uploads: Uploads;
  /** The work that founds the company, as long as this server runs. */
  readonly founding?: string | undefined;
  /** How this call came in. */
  readonly via?: Via;
}
/** How many contracts there will be when the founding has ended. */
export const expectedIn = ({ founding, work }: Context): number => {
  if (founding === undefined) return 0;
  const { state, of } = work.progress(founding);
  return state === "running" ? of : 0;
};
export const callerOf = ({ companyId, via }: Context, party: PartyName): Caller => ({ companyId, party, via });
