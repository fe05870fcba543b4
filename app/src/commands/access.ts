// Clauses: N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { ContractHead } from "../store/contracts.ts";
import type { RoleName } from "../store/people.ts";
import { LOOKING, PERMISSIONS, PREVIEWED } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { ROLE_WORDS } from "./role-words.ts";

/** Somebody who is signed in, with what that person is today. */
export interface Actor {
  readonly personId: string;
  readonly roles: readonly RoleName[];
  /** No role holds any more: own contracts may still be looked at. */
  readonly former: boolean;
  /** A role that asks for a second factor, without one: nothing is open but the own login. */
  readonly lacksSecondFactor: boolean;
}
/** Who asks: a party of a contract, or the company for all of its own. */
export interface Caller {
  readonly companyId: number;
  readonly party: PartyName;
  /** The person whose contracts alone are seen; absent for the company. */
  readonly personId?: string;
  /** Absent: whoever works on the machine itself. */
  readonly actor?: Actor;
  /** Somebody of the company looks at what a party sees; nothing is done in that party's name. */
  readonly preview?: boolean;
}
const ALL: readonly PartyName[] = ["company", "agent", "intermediary"];
const COMPANY: readonly PartyName[] = ["company"];

/** Which party may give which command. What is not listed here cannot be called. */
export const ACCESS = {
  "read-company": ALL,
  "list-contracts": ALL,
  "read-today": COMPANY,
  "read-contract": ALL,
  "append-events": ["company", "agent", "intermediary"],
  "add-contract": COMPANY,
  "move-clock": COMPANY,
  "read-progress": COMPANY,
  "stop-work": COMPANY,
  "import-table": COMPANY,
  "list-people": COMPANY,
  "read-person": COMPANY,
  "read-organisation": COMPANY,
  "import-people": COMPANY,
  "add-person": COMPANY,
  "change-person": COMPANY,
  "grant-role": COMPANY,
  "end-role": COMPANY,
  "keep-branch": COMPANY,
  "keep-legal-entity": COMPANY,
  "compose-team": COMPANY,
  "appoint-sub-agent": COMPANY,
  "end-sub-agency": COMPANY,
  "list-customers": COMPANY,
  "read-customer": COMPANY,
  "keep-customer": COMPANY,
  "reveal-customer": COMPANY,
  "import-customers": COMPANY,
  "hand-over-customers": COMPANY,
  "merge-customers": COMPANY,
  "separate-customer": COMPANY,
  "receive-request": COMPANY,
  "answer-request": COMPANY,
  "list-requests": COMPANY,
  "hold-customer": COMPANY,
  "release-hold": COMPANY,
  "erase-customer": COMPANY,
  "export-customer": COMPANY,
  "read-notices": ALL,
  "publish-notice": COMPANY,
  "record-consent": COMPANY,
  "invite-person": COMPANY,
  "end-login": COMPANY,
  "prepare-reset": COMPANY,
  "decide-reset": COMPANY,
  "list-prepared": COMPANY,
  "read-permissions": ALL,
} as const satisfies Readonly<Record<string, readonly PartyName[]>>;
export type Verb = keyof typeof ACCESS;

/** Refusals: `not_for_this_party`, `not_permitted`, `second_factor_needed`. */
export const authorise = (caller: Caller, verb: Verb): void => {
  if (caller.actor) authoriseActor(caller.actor, verb);
  if (caller.preview === true && !PREVIEWED.includes(verb)) throw inAnothersName(verb);
  const allowed: readonly PartyName[] = ACCESS[verb];
  if (allowed.includes(caller.party)) return;
  throw new Refusal(
    "not_for_this_party",
    { zh: "这里只有甲方可以查看或操作。", en: "Only the company may see or do this." },
    { verb, party: caller.party },
  );
};
/** Whoever asks has to be a party of that contract. Refusal: `not_for_this_party`. */
export const authoriseFor = (
  { party }: Caller,
  { number, intermediaryName }: Pick<ContractHead, "number" | "intermediaryName">,
): void => {
  if (party !== "intermediary" || intermediaryName !== undefined) return;
  throw new Refusal(
    "not_for_this_party",
    {
      zh: `合同 ${number} 没有中介方，不能以中介方的身份查看或登记。`,
      en: `Contract ${number} has no intermediary: nothing of it is shown to one or taken from one.`,
    },
    { number, party },
  );
};
const authoriseActor = ({ roles, former, lacksSecondFactor }: Actor, verb: Verb): void => {
  if (lacksSecondFactor)
    throw new Refusal("second_factor_needed", {
      zh: "您的职务需要两步验证。请先在“我的登录”里设置验证器，再继续。",
      en: "Your role asks for a second factor. Set up an authenticator under “My login” first.",
    });
  const allowed: readonly RoleName[] = PERMISSIONS[verb];
  const own: readonly RoleName[] = former ? ["agent"] : roles;
  if (own.some((role) => allowed.includes(role)) && !(former && !LOOKING.includes(verb))) return;
  const [zh, en] = [allowed.map((role) => ROLE_WORDS[role].zh), allowed.map((role) => ROLE_WORDS[role].en)];
  throw new Refusal(
    "not_permitted",
    {
      zh: `您的职务不能做这件事。可以做的有：${zh.join("、")}。`,
      en: `Your role does not allow this. These may do it: ${en.join(", ")}.`,
    },
    { verb },
  );
};
const inAnothersName = (verb: Verb): Refusal =>
  new Refusal(
    "not_for_this_party",
    {
      zh: "以对方视角只能查看，不能代其操作。请切换回甲方视角。",
      en: "Seeing what another party sees is for looking only. Go back to the company's view to do this.",
    },
    { verb },
  );
