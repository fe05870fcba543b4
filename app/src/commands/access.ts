// Clauses: N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { ContractHead } from "../store/contracts.ts";
import type { Actor } from "../store/transaction.ts";
import type { House } from "./house.ts";
import { Refusal } from "./refusal.ts";

/** Who asks: a party of a contract, or the company for all of its own. */
export interface Caller {
  readonly companyId: number;
  readonly party: PartyName;
  /** The person whose contracts alone are seen; absent for the company. */
  readonly personId?: string;
  /** How the call came in; absent: by a program on the machine itself. */
  readonly via?: Via | undefined;
}
/** What the record keeps of where a call came from. */
export interface Via {
  readonly method: "page" | "api" | "command_line";
  /** Address and program of the other side. */
  readonly from?: string | undefined;
}
/** Who gives this command, for the record of what it changes. */
export const actorOf = ({ now }: Pick<House, "now">, { party, personId, via }: Caller, verb: Verb): Actor => ({
  did: verb,
  party,
  ...(personId === undefined ? {} : { personId }),
  method: via?.method ?? "command_line",
  ...(via?.from === undefined ? {} : { from: via.from }),
  power: "party",
  at: now(),
});
/** What the house does by itself when the time has come. */
export const houseActor = ({ now }: Pick<House, "now">, did: string): Actor => ({
  did,
  party: "house",
  method: "worker",
  power: "house",
  at: now(),
});
const ALL: readonly PartyName[] = ["company", "agent", "intermediary"];
const COMPANY: readonly PartyName[] = ["company"];

/** Which party may give which command. What is not listed here cannot be called. */
export const ACCESS = {
  "read-company": ALL,
  "list-contracts": COMPANY,
  "read-today": COMPANY,
  "read-contract": ALL,
  "make-bundle": COMPANY,
  "read-record": ALL,
  "register-key": ALL,
  "end-key": ALL,
  countersign: ALL,
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
} as const satisfies Readonly<Record<string, readonly PartyName[]>>;
export type Verb = keyof typeof ACCESS;

/** Refusal: `not_for_this_party`. */
export const authorise = (caller: Caller, verb: Verb): void => {
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
