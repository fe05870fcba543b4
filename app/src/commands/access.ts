// Clauses: N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { ContractHead } from "../store/contracts.ts";
import type { RoleName } from "../store/people.ts";
import type { CompanyOptions, Actor as Doer } from "../store/transaction.ts";
import type { Actor } from "./actor.ts";
import type { House } from "./house.ts";
import {
  ACCESS,
  BY_CUSTOMER,
  type CustomerVerb,
  isBeyondBranch,
  isInScope,
  isOpenTo,
  PERMISSIONS,
  PREVIEWED,
  scopeOf,
  type Verb,
} from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import { ROLE_WORDS } from "./role-words.ts";

export type { Actor } from "./actor.ts";
export { ACCESS, type Verb } from "./permissions.ts";

/** Who asks: a party of a contract, or the company for all of its own. */
export interface Caller {
  readonly companyId: number;
  readonly party: PartyName;
  /** The person whose contracts alone are seen; absent for the company. */
  readonly personId?: string;
  /** Absent: whoever works on the machine itself. */
  readonly actor?: Actor;
  /** A customer at its own page. */
  readonly self?: CustomerSelf;
  /** How the call came in; absent: by a program on the machine itself. */
  readonly via?: Via | undefined;
  /** Somebody of the company looks at what a party sees; nothing is done in that party's name. */
  readonly preview?: boolean;
}
/** A customer who came in by its own door, and about whom everything is that it does there. */
export interface CustomerSelf {
  readonly customerId: string;
  readonly way: "link" | "phone_code";
  /** The guardian came in for it. */
  readonly byGuardian: boolean;
  /** How the way in is called in evidence. */
  readonly entry: string;
}
/** What the record keeps of where a call came from. */
export interface Via {
  readonly method: "page" | "api" | "key" | "command_line";
  /** Address and program of the other side. */
  readonly from?: string | undefined;
  /** How far its clock was ahead of the house's, in whole seconds. */
  readonly clockOffsetSeconds?: number | undefined;
}
/** Who gives this command and under which power, for the record of what it changes. */
export const actorOf = ({ now }: Pick<House, "now">, caller: Caller, verb: Verb | CustomerVerb): Doer => {
  const { party, actor, via, self } = caller;
  const came = {
    method: via?.method ?? "command_line",
    ...(via?.from === undefined ? {} : { from: via.from }),
    ...(via?.clockOffsetSeconds === undefined ? {} : { clockOffsetSeconds: via.clockOffsetSeconds }),
  };
  if (self !== undefined) return { did: verb, party: "customer", ...came, power: self.way, at: now() };
  const personId = doerOf(caller);
  const roles = (actor?.roles ?? []).filter((role) =>
    (PERMISSIONS[verb as Verb] as readonly RoleName[]).includes(role),
  );
  return {
    did: verb,
    party,
    ...(personId === undefined ? {} : { personId }),
    ...came,
    power: roles.length === 0 ? "party" : roles.join(" "),
    at: now(),
  };
};
/** What the house does by itself when the time has come. */
export const houseActor = ({ now }: Pick<House, "now">, did: string): Doer => ({
  did,
  party: "house",
  method: "worker",
  power: "house",
  at: now(),
});
const isOfCustomer = (verb: Verb | CustomerVerb): verb is CustomerVerb => Object.hasOwn(BY_CUSTOMER, verb);
const ofCustomers = (verb: string): Refusal =>
  new Refusal(
    "not_permitted",
    {
      zh: "这里只办理客户本人的事项，不能这样办理。",
      en: "This door is for a customer's own matters; this is not done through it.",
    },
    { verb },
  );
/** Refusals: `not_for_this_party`, `not_permitted`, `second_factor_needed`. */
export const authorise = (caller: Caller, asked: Verb | CustomerVerb): void => {
  // Whoever came by the customers' door does what stands in their table and nothing else, and nobody else does that.
  if ((caller.self !== undefined) !== isOfCustomer(asked)) throw ofCustomers(asked);
  if (isOfCustomer(asked)) return;
  const verb = asked;
  if (caller.preview === true && !PREVIEWED.includes(verb)) throw inAnothersName(verb);
  if (caller.actor) authoriseActor(caller.actor, verb);
  const allowed: readonly PartyName[] = ACCESS[verb];
  // A list that nothing narrows is the company's.
  const isNarrowed = caller.party === "company" || caller.personId !== undefined || verb !== "list-contracts";
  if (allowed.includes(caller.party) && isNarrowed) return;
  throw new Refusal(
    "not_for_this_party",
    allowed.includes("company")
      ? { zh: "这里只有甲方可以查看或操作。", en: "Only the company may see or do this." }
      : { zh: "这里只有代理人本人可以查看或操作。", en: "Only the agent itself may see or do this." },
    { verb, party: caller.party },
  );
};
/** Whoever asks has to be that party of that contract. Refusal: `not_for_this_party`. */
export const authoriseFor = (caller: Caller, contract: Bound): void => {
  const { party } = caller;
  const { number, intermediaryName } = contract;
  // Somebody may be the agent of one contract and the intermediary of another: neither is the other's.
  if (!isBound(caller, contract))
    throw new Refusal(
      "not_for_this_party",
      {
        zh: `您不是合同 ${number} 的这一方，不能以其身份查看或登记。`,
        en: `You are not that party of the contract ${number}: nothing of it is shown or recorded in its name.`,
      },
      { number, party },
    );
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
type Bound = Pick<
  ContractHead,
  "number" | "intermediaryName" | "agentPersonId" | "agentTeamId" | "intermediaryPersonId" | "intermediaryFirmId"
>;
/** Whether a contract is somebody's in whose name it asks; the company's are all of them. */
export const isBound = ({ party, personId, actor }: Caller, contract: Bound): boolean => {
  if (personId === undefined || party === "company") return true;
  const { agentPersonId, agentTeamId, intermediaryPersonId, intermediaryFirmId } = contract;
  if (party === "agent")
    return agentTeamId === undefined ? agentPersonId === personId : (actor?.teamIds ?? []).includes(agentTeamId);
  return intermediaryFirmId === undefined
    ? intermediaryPersonId === personId
    : (actor?.firmIds ?? []).includes(intermediaryFirmId);
};
const authoriseActor = (actor: Actor, verb: Verb): void => {
  if (actor.lacksSecondFactor)
    throw new Refusal("second_factor_needed", {
      zh: "您的职务需要两步验证。请先在“我的登录”里设置验证器，再继续。",
      en: "Your role asks for a second factor. Set up an authenticator under “My login” first.",
    });
  if (isOpenTo(actor, verb)) return;
  if (!isInScope(actor, verb)) throw outOfScope(actor, verb);
  if (isBeyondBranch(actor, verb)) throw ofWholeCompany(verb);
  const allowed: readonly RoleName[] = PERMISSIONS[verb];
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
const outOfScope = ({ key }: Actor, verb: Verb): Refusal =>
  new Refusal(
    "not_permitted",
    {
      zh: `密钥“${key?.name ?? ""}”的权限里没有 ${verb}，没有执行。它可以做的有：${(key?.scopes ?? []).join("、")}。`,
      en: `The key “${key?.name ?? ""}” was not made for ${verb}; nothing was done. It may: ${(key?.scopes ?? []).join(", ")}.`,
    },
    { verb },
  );
const inAnothersName = (verb: Verb): Refusal =>
  new Refusal(
    "not_for_this_party",
    {
      zh: "以对方视角只能查看，不能代其操作。请切换回甲方视角。",
      en: "Seeing what another party sees is for looking only. Go back to the company's view to do this.",
    },
    { verb },
  );
const ofWholeCompany = (verb: Verb): Refusal =>
  new Refusal(
    "not_permitted",
    {
      zh: "这件事涉及全公司，只在某些机构任职的人不能办理，请由全公司的同一职务办理。",
      en: "This touches the whole company; a role in some branches does not reach it. Somebody with the role in the whole company does it.",
    },
    { verb },
  );
/** What a transaction is narrowed to for whoever asks: the contracts of one person, the branches of a role. */
export const relationOf = (
  { personId, actor, self }: Caller,
  verb: Verb | CustomerVerb,
): Pick<CompanyOptions, "personId" | "branchIds" | "contractIds" | "teamIds" | "firmIds" | "customerId"> => {
  if (!isOfCustomer(verb))
    return {
      personId,
      branchIds: scopeOf(actor, verb),
      contractIds: actor?.contractIds,
      teamIds: personId === undefined ? undefined : actor?.teamIds,
      firmIds: personId === undefined ? undefined : actor?.firmIds,
    };
  return BY_CUSTOMER[verb].narrowed ? { customerId: self!.customerId } : {};
};
/** Who did it, as the history keeps it; absent: whoever works on the machine itself. */
export const doerOf = ({ actor, personId }: Caller): string | undefined => actor?.personId ?? personId;
