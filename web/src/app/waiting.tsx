import { useContext } from "react";
import { useTranslation } from "react-i18next";
import type { ContractEntry } from "../source/contract-source.ts";
import { HouseContext } from "./house-context.tsx";
import { useProgress } from "./source-context.tsx";
import { useTitle } from "./use-title.ts";

/** Until a contract is there: its title, of one that is not known yet its number, and how far its reading is. */
export function Waiting({ id, entry }: { readonly id: string; readonly entry?: ContractEntry }) {
  const { t, i18n } = useTranslation();
  const progress = useProgress();
  // A file that was opened on this machine is computed on it; what the house keeps, by the house.
  const ofHouse = useContext(HouseContext) !== undefined && !id.startsWith("local-");
  useTitle(id);
  return (
    <main id="main" className="waiting" tabIndex={-1} aria-busy="true">
      <h1>{entry?.title[i18n.language === "en" ? "en" : "zh"] ?? entry?.number ?? id}</h1>
      <div className="bones" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
      <p className="quiet" role="status">
        {progress
          ? t(`loading.${progress.step}`, { done: progress.done, of: progress.of })
          : t(ofHouse ? "loading.house" : "loading.engine")}
      </p>
    </main>
  );
}
