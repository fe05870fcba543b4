import type { StoreEnvironment } from "../config.ts";
import type { BackupReport } from "../store/backup.ts";
import { restore } from "../store/restore.ts";
import { type StartProgress, withStore } from "./open-house.ts";

/** A backup into an empty store. Refusals: those of opening and of `restore`. */
export const restoreStore = (
  environment: StoreEnvironment,
  path: string,
  { signal, progress }: { readonly signal?: AbortSignal | undefined; readonly progress?: StartProgress | undefined },
): Promise<BackupReport> =>
  withStore(environment, { migrate: false }, progress, (store) => restore(store, path, signal));
