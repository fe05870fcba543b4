// Clauses: C7.1, N7
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EnterByLink, EnterByPhone } from "../features/own-page/enter.tsx";
import { OwnSection } from "../features/own-page/own-section.tsx";
import { codeOf } from "../source/house-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { Loading } from "./loading.tsx";
import { useTitle } from "./use-title.ts";

/** A customer without a login: the way in, and behind it what is its own. */
export function OwnPage() {
  const { t } = useTranslation();
  useTitle(t("ownPage.title"));
  const house = useHouse();
  const navigate = useNavigate();
  const { code } = useParams({ strict: false }) as { readonly code?: string };
  const [left, setLeft] = useState(false);
  const { answer, failure, again } = useAsked("own page", (one) => one.ownPage.read());
  // The code of a link goes out of the address and of the browser's history once it is used.
  const entered = (): void => {
    setLeft(false);
    if (code === undefined) again();
    else void navigate({ to: "/me/{-$code}", params: { code: undefined }, search: {}, replace: true }).then(again);
  };
  const isOut = left || codeOf(failure) === "NOT_ENTERED";
  return (
    <main id="main" tabIndex={-1}>
      {code !== undefined ? (
        <EnterByLink house={house} code={code} entered={entered} />
      ) : isOut ? (
        <EnterByPhone house={house} entered={entered} left={left} />
      ) : answer ? (
        // What was refused while the page stood there, as without the network, leaves it there.
        <OwnSection house={house} page={answer} changed={again} left={() => setLeft(true)} />
      ) : failure ? (
        <HouseMessage failure={failure} again={again} />
      ) : (
        <Loading />
      )}
    </main>
  );
}
