import type { PartyName } from "@fealty/engine/views/view.ts";
import type { Caller, Via } from "../commands/access.ts";
import type { House } from "../commands/house.ts";
import { Refusal } from "../commands/refusal.ts";
import type { Device } from "../commands/sign-in.ts";
import { type Asking, callerAs, notSignedIn } from "../commands/who-asks.ts";
import type { ClockWatch } from "./clock-watch.ts";
import type { LongWork } from "./long-work.ts";
import type { Pace } from "./pace.ts";
import type { Uploads } from "./uploads.ts";

/** What every route works with, whoever asks. */
export interface Base {
  readonly house: House;
  readonly work: LongWork;
  readonly uploads: Uploads;
  readonly pace: Pace;
  readonly clocks: Pick<ClockWatch, "faults">;
  /** The work that founds a company, as long as this server runs. */
  readonly founding?: { readonly companyId: number; readonly work: string } | undefined;
  /** How this call came in; absent in a call that a program makes by itself. */
  readonly via?: Via | undefined;
}
/** One request: who asks, from where, and the cookies that go back. */
export interface Context extends Base {
  readonly asking: Asking | undefined;
  readonly device: Device;
  /** Lines of `Set-Cookie` for the answer. */
  readonly cookies: string[];
}
/** The founding of the company that is asked for, as long as it runs, and how many contracts there will be then. */
export const foundingIn = ({ founding, work, asking }: Pick<Context, "founding" | "work" | "asking">) => {
  if (founding === undefined || asking?.session.companyId !== founding.companyId) return undefined;
  const { state, of } = work.progress(founding.companyId, founding.work);
  return state === "running" ? { work: founding.work, of } : undefined;
};
export const expectedIn = (context: Pick<Context, "founding" | "work" | "asking">): number =>
  foundingIn(context)?.of ?? 0;
/** Refusals: `not_signed_in`, `not_for_this_party`. */
export const callerOf = ({ asking, via }: Pick<Context, "asking" | "via">, party: PartyName): Caller => ({
  ...callerAs(asking, party),
  via,
});
/** In whose name somebody acts where nothing else is asked for. Refusal: `not_signed_in`. */
export const ownParty = (context: Pick<Context, "asking">): PartyName => askingOf(context).parties[0]!;
/** Refusal: `not_signed_in`. */
export const askingOf = ({ asking }: Pick<Context, "asking">): Asking => {
  if (asking === undefined) throw notSignedIn();
  return asking;
};
/** Somebody at a device, for what is that person's own. Refusals: `not_signed_in`, `not_for_keys` where a machine asks with a key. */
export const signedInOf = (context: Pick<Context, "asking" | "via">): Asking => {
  const asking = askingOf(context);
  if (asking.actor.key === undefined) return { ...asking, via: context.via };
  throw new Refusal("not_for_keys", {
    zh: "自己的登录由本人在页面上办理，不接受密钥。",
    en: "One's own login is one's own: no key opens it. Sign in on the page.",
  });
};
