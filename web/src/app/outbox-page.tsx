// Clauses: C1.1, N7
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type MessageState, OutboxSection } from "../features/outbox/outbox-section.tsx";
import { HouseMessage } from "../ui/house-message.tsx";
import { useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useRows } from "./use-rows.ts";
import { useTitle } from "./use-title.ts";

/** Messages to people and what became of them. */
export function OutboxPage() {
  const { t } = useTranslation();
  useTitle(t("outbox.title"));
  const house = useHouse();
  const [state, setState] = useState<MessageState>();
  const question = { party: "company" as const, ...(state === undefined ? {} : { state }) };
  const { page, failure, again, more } = useRows(`outbox ${state ?? ""}`, (one, span) =>
    one.outbox.list({ ...question, ...span }),
  );
  return (
    <main id="main" tabIndex={-1}>
      {failure ? <HouseMessage failure={failure} again={again} /> : null}
      {page ? (
        <OutboxSection house={house} outbox={page} state={state} setState={setState} more={more} changed={again} />
      ) : failure ? null : (
        <Loading />
      )}
    </main>
  );
}
