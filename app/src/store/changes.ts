import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Store } from "./open-store.ts";
import type { CompanyId } from "./transaction.ts";

/** A contract that has new events, files or state. */
export interface Change {
  readonly companyId: CompanyId;
  readonly contractId: string;
}
/** Announced in place of a contract: a message to somebody waits to be sent. */
export const OUTBOX = "outbox";
/** Announced in place of a contract: the company is new. */
export const FOUNDED = "founded";
const CHANNEL = "fealty_changes";
const PAUSE_MS = 500;

/**
 * Tells the other processes on this database that contracts changed. Called after the commit, alone: inside a company's
 * transaction a distributed database would not deliver it. It is a hint; who misses it still reads the truth.
 */
export const announce = (store: Store, changes: readonly Change[]): Promise<void> =>
  store.asOperator({}, async (tx) => {
    const texts = changes.map(({ companyId, contractId }) => `${companyId} ${contractId}`);
    await tx.sql("select pg_notify($1, change) from unnest($2::text[]) as change", [CHANNEL, texts]);
  });

type Heard = (change: Change | undefined) => void;
interface Listening {
  readonly ears: Set<Heard>;
  /** Fulfilled with what ends it when the connection hears. */
  readonly begun: Promise<() => Promise<void>>;
}
/** One connection hears for everybody in this process: workers of many companies would take as many as the server has. */
const listening = new WeakMap<Store, Listening>();

/**
 * Hears what others announce until the given function is called. After a lost connection it calls `heard` without a change:
 * anything may have happened meanwhile.
 */
export const listen = async (store: Store, heard: Heard): Promise<() => Promise<void>> => {
  const shared = listening.get(store) ?? beginListening(store);
  // Two may hear with one function, and each ends its own hearing.
  const ear: Heard = (change) => heard(change);
  shared.ears.add(ear);
  const leave = (): boolean => {
    shared.ears.delete(ear);
    const last = shared.ears.size === 0;
    if (last && listening.get(store) === shared) listening.delete(store);
    return last;
  };
  try {
    const stop = await shared.begun;
    return async () => {
      if (leave()) await stop();
    };
  } catch (error) {
    leave();
    throw error;
  }
};
const beginListening = (store: Store): Listening => {
  const ears = new Set<Heard>();
  const begun = connectEars(store, (change) => {
    for (const ear of ears) ear(change);
  });
  const shared = { ears, begun };
  listening.set(store, shared);
  return shared;
};
const connectEars = async (store: Store, heard: Heard): Promise<() => Promise<void>> => {
  let client: pg.Client | undefined;
  let stopped = false;
  const connect = async (): Promise<void> => {
    const fresh = await store.connectAs("app");
    fresh.on("notification", ({ payload }) => {
      const [companyId, contractId] = (payload ?? "").split(" ");
      if (contractId !== undefined) heard({ companyId: Number(companyId), contractId });
    });
    fresh.on("end", () => {
      if (!stopped && client === fresh) again();
    });
    await fresh.query(`listen ${CHANNEL}`);
    client = fresh;
    if (stopped) await fresh.end();
  };
  const again = async (): Promise<void> => {
    client = undefined;
    while (!stopped && client === undefined) {
      await sleep(PAUSE_MS);
      await connect().catch(() => undefined);
    }
    if (!stopped) heard(undefined);
  };
  await connect();
  return async () => {
    stopped = true;
    await client?.end().catch(() => undefined);
  };
};
