import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import { readDeliveryEnvironment, readWebhookLoopback, type StoreEnvironment } from "../config.ts";
import { readDelivery } from "../delivery/settings.ts";
import { engineName } from "../evaluation/engine-name.ts";
import { openThreads } from "../evaluation/threads.ts";
import { type Company, listCompanies } from "../store/companies.ts";
import { cloneFolder } from "../store/migrate.ts";
import { openStore, type Store, type StoreOptions, storePlace } from "../store/open-store.ts";
import { type House, risingClock } from "./house.ts";

/** Told what takes seconds at a first start. */
export type StartProgress = (step: "copying" | "initialising" | "starting") => void;

/** Opens the store that the environment names, does the work, and leaves. */
export const withStore = async <Result>(
  environment: StoreEnvironment,
  options: StoreOptions,
  progress: StartProgress | undefined,
  work: (store: Store) => Promise<Result>,
): Promise<Result> => {
  const store = await openStore(storePlace(environment, progress), options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};
/** The same with the engine's threads beside it: all that commands work with. */
export const withHouse = <Result>(
  environment: StoreEnvironment,
  calendars: readonly CalendarData[],
  progress: StartProgress | undefined,
  work: (house: House) => Promise<Result>,
  options: StoreOptions = {},
): Promise<Result> =>
  withStore(environment, options, progress, async (store) => {
    const threads = openThreads({ calendars });
    try {
      const { timeStampUrl } = environment;
      // What is set wrongly is told by `fealty serve`, which does not start with it, and by `fealty doctor --messages`.
      const { delivery } = readDelivery(readDeliveryEnvironment());
      return await work({
        store,
        threads,
        engine: engineName(calendars),
        now: risingClock(Date.now),
        timeStampUrl,
        webhooks: { loopback: readWebhookLoopback() },
        delivery,
        typesetter: pathToFileURL(join(cloneFolder(), "app/dist/typeset-thread.mjs")),
      });
    } finally {
      await threads.close();
    }
  });
/** Every tenant of the house, by number. */
export const companiesOf = ({ store }: House): Promise<Company[]> => listCompanies(store);
