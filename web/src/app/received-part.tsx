// Clauses: C6.2
import type { StatementView } from "@fealty/engine/views/view.ts";
import { lazy, Suspense } from "react";
import { loadTexts } from "../i18n/setup.ts";
import { pagePart } from "../source/page-part.ts";

const ReceivedOf = lazy(() =>
  pagePart(async () => {
    const [part] = await Promise.all([import("./statement-received.tsx"), loadTexts("signing")]);
    return { default: part.ReceivedOf };
  }),
);
/** What a house knows of a closed statement beside its figures. */
export const receivedOf = (statement: StatementView) => (
  <Suspense fallback={null}>
    <ReceivedOf statement={statement} />
  </Suspense>
);
