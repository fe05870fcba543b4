import type { StoreEnvironment } from "../config.ts";
import { type BackupReport, backUp } from "../store/backup.ts";
import { type StartProgress, withStore } from "./open-house.ts";

export { keysBeside } from "../store/backup.ts";
/** All of the store into one file, the keys of personal data into another beside it. Refusals: those of opening, `backup_mismatch`. */
export const backUpStore = (
  environment: StoreEnvironment,
  path: string,
  { signal, progress }: { readonly signal?: AbortSignal | undefined; readonly progress?: StartProgress | undefined },
): Promise<BackupReport> =>
  withStore(environment, { existing: true }, progress, (store) =>
    backUp(store, path, new Date().toISOString(), signal),
  );
