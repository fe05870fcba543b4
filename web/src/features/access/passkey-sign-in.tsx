// Clauses: N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, reasonOf } from "../../source/house-client.ts";
import { fromTheDevice, noPasskeysHere } from "./passkey-ways.ts";

/** In without a name and a password, where this browser and address can. */
export function PasskeySignIn({ house, entered }: { readonly house: HouseClient; readonly entered: () => void }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (noPasskeysHere() !== undefined) return null;
  const ask = async (): Promise<void> => {
    const options = await house.door.askPasskey();
    const response = await fromTheDevice((library) => library.startAuthentication({ optionsJSON: options }), t);
    await house.door.passkey({ response });
  };
  const begin = (): void => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    ask().then(entered, (failure: unknown) => {
      setProblem(reasonOf(failure, i18n.language === "en" ? "en" : "zh"));
      setBusy(false);
    });
  };
  return (
    <>
      <p>
        <Button aria-busy={busy} onClick={begin}>
          {t("access.passkeySignIn")}
        </Button>
      </p>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
    </>
  );
}
