// Clauses: C1.1
import type { View } from "@fealty/engine/views/view.ts";
import { lazy, Suspense } from "react";
import { loadTexts } from "../i18n/setup.ts";
import { pagePart } from "../source/page-part.ts";

const ContractIntermediary = lazy(() =>
  pagePart(async () => {
    const [part] = await Promise.all([import("./contract-intermediary.tsx"), loadTexts("intermediary")]);
    return part;
  }).then((part) => ({ default: part.ContractIntermediary })),
);

/** Below the parties of a contract that has an intermediary: who acts for it. Other contracts fetch nothing for it. */
export function IntermediaryBelow({ view }: { readonly view: View }) {
  if (!view.parties.some(({ party }) => party === "intermediary")) return null;
  return (
    <Suspense fallback={<span data-waits="" />}>
      <ContractIntermediary />
    </Suspense>
  );
}
