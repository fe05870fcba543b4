// Clauses: N1, N2
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Delivery } from "../delivery/channel.ts";
import type { WebhookSettings } from "../delivery/webhook.ts";
import type { LoadedHead } from "../evaluation/loaded-head.ts";
import type { ContractKey, ContractMaterial } from "../evaluation/protocol.ts";
import type { Threads } from "../evaluation/threads.ts";
import { announce, FOUNDED, listen, OUTBOX } from "../store/changes.ts";
import { readCompany } from "../store/companies.ts";
import { type ContractCounter, type ContractHead, findContract, readContractFiles } from "../store/contracts.ts";
import { readEventText } from "../store/events.ts";
import type { Store } from "../store/open-store.ts";
import { secretOf } from "../store/record-log.ts";
import type { Tx } from "../store/transaction.ts";
import { Refusal } from "./refusal.ts";

/** What commands work with: the store, the engine's threads and a clock. */
export interface House {
  readonly store: Store;
  readonly threads: Threads;
  /** Names the engine; a state that another one computed is computed again. */
  readonly engine: string;
  /** UTC, in microseconds, rising with each call. */
  readonly now: () => Instant;
  /** A time-stamping authority (RFC 3161) that evidence is stamped by. */
  readonly timeStampUrl?: string | undefined;
  /** Program of the thread that sets pages as PDF; absent: bundles have their pages as HTML alone, and say so. */
  readonly typesetter?: URL | undefined;
  /** How messages to people go out; absent: they wait in the outbox. */
  readonly delivery?: Delivery | undefined;
  /** How other systems are told; absent: public addresses alone. */
  readonly webhooks?: WebhookSettings | undefined;
}
/** The machine's clock, made strictly rising: two events of one millisecond keep their order. */
export const risingClock = (milliseconds: () => number): (() => Instant) => {
  let last = 0;
  return () => {
    last = Math.max(milliseconds() * 1000, last + 1);
    return last as Instant;
  };
};
/** The company's present moment: the machine's clock, for demonstration data the one that is set. */
export const companyNow = async (house: House, tx: Tx): Promise<Instant> =>
  (await readCompany(tx)).clock ?? house.now();

/**
 * Tells the workers on this database, whatever process they are in, that a contract's next moment may be earlier now. Called
 * after the commit; a hint, and what was kept stands without it.
 */
export const announceChanges = (house: House, companyId: number, contractIds: readonly string[]): Promise<void> =>
  announce(
    house.store,
    contractIds.map((contractId) => ({ companyId, contractId })),
  ).catch(() => undefined);
/** Hears of changes of a company until the given function is called; one hint may stand for many. */
export const hearChanges = (house: House, companyId: number, heard: () => void): Promise<() => Promise<void>> =>
  listen(house.store, (change) => {
    if (change === undefined || (change.companyId === companyId && change.contractId !== OUTBOX)) heard();
  });
/** Hears that a company may have been founded, by this process or another, until the given function is called. */
export const hearFoundings = (house: House, heard: () => void): Promise<() => Promise<void>> =>
  listen(house.store, (change) => {
    if (change === undefined || change.contractId === FOUNDED) heard();
  });

export type KnownContract = ContractHead & ContractCounter;
/** Refusal: `no_such_contract`. */
export const contractNumbered = async (tx: Tx, number: string): Promise<KnownContract> => {
  const contract = await findContract(tx, number);
  if (contract) return contract;
  throw new Refusal(
    "no_such_contract",
    {
      zh: `没有编号为 ${number} 的合同，或不在您可以查看的范围内。`,
      en: `There is no contract ${number}, or it is not among those you may see.`,
    },
    { number },
  );
};
export const keyOf = (companyId: number, { contractId, version, eventSequence }: KnownContract): ContractKey => ({
  companyId,
  contractId,
  version,
  sequence: eventSequence,
});
/** What a thread needs of a contract, as far as its key says. */
export const materialIn = async (tx: Tx, key: ContractKey): Promise<ContractMaterial> => ({
  files: await readContractFiles(tx, key.contractId, key.version),
  facts: (await readEventText(tx, key.contractId, key.sequence)).text,
  secret: await secretOf(tx, key.contractId),
});
export const materialOf = (house: House, key: ContractKey) => (): Promise<ContractMaterial> =>
  house.store.withCompany(key.companyId, { snapshot: true }, (tx) => materialIn(tx, key));
/** The head of a contract as its files say it, whatever its row says. */
export const headOfFiles = async (house: House, tx: Tx, contract: KnownContract): Promise<LoadedHead> => {
  const key = keyOf(tx.companyId, contract);
  return house.threads.ask<"head">(key, { ask: "head" }, () => materialIn(tx, key));
};
