import type { StoreEnvironment } from "../config.ts";
import { openStore, type Store, type StoreOptions, storePlace } from "../store/open-store.ts";

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
