// Clauses: C7.1, N1
import type { TFunction } from "i18next";
import { useEffect, useState } from "react";
import type { HouseClient } from "../source/house-client.ts";
import { useHouse } from "./house-context.tsx";

export type WorkProgress = Awaited<ReturnType<HouseClient["company"]["progress"]>>;
const BETWEEN = 300;
const NOTHING_YET = { done: 0, of: 0 };

/** Follows long work of the house until it has ended, then tells `ended` of it; a house that does not answer ends nothing. */
export const useWork = (work: string | undefined, ended: (progress: WorkProgress) => void) => {
  const house = useHouse();
  const [got, setGot] = useState<{
    readonly work: string;
    readonly progress?: WorkProgress;
    readonly failure?: unknown;
  }>();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks once more
  useEffect(() => {
    if (work === undefined) return;
    let current = true;
    const look = async (): Promise<void> => {
      while (current) {
        const progress = await house.company.progress({ party: "company", work });
        if (!current) return;
        if (progress.state !== "running") return ended(progress);
        setGot({ work, progress });
        await new Promise((resolve) => setTimeout(resolve, BETWEEN));
      }
    };
    look().catch((failure: unknown) => current && setGot((before) => ({ ...before, work, failure })));
    return () => {
      current = false;
    };
  }, [work, house, ended, times]);
  const mine = got?.work === work ? got : undefined;
  return {
    running: mine?.progress ?? NOTHING_YET,
    failure: mine?.failure,
    again: () => {
      setGot(undefined);
      setTimes(times + 1);
    },
  };
};
/** What came of an import: its report, or what is said in place of one. */
export const endOfImport = ({ state, outcome, text }: WorkProgress, language: "zh" | "en", t: TFunction) => {
  const { importRunId } = (outcome ?? {}) as { readonly importRunId?: string };
  if (state === "done") return { importRunId, said: "" };
  if (state === "cancelled") return { said: t("imports.cancelled") };
  // A house that was started anew knows nothing of the work before.
  if (state === "unknown") return { said: t("imports.forgotten") };
  return { said: t("imports.failed", { reason: text?.[language] ?? "" }) };
};
