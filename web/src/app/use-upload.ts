import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChosenFile } from "../features/imports/file-choice.tsx";
import { reasonOf } from "../source/house-client.ts";
import { upload } from "../source/import-client.ts";

/** A file that somebody chose, on its way into the house; choosing another one stops the first. */
export const useUpload = (): [ChosenFile | undefined, (file: File) => void, () => void] => {
  const { i18n } = useTranslation();
  const [chosen, setChosen] = useState<ChosenFile>();
  const sending = useRef<AbortController>(undefined);
  useEffect(() => () => sending.current?.abort(), []);
  const choose = (file: File): void => {
    sending.current?.abort();
    const mine = new AbortController();
    sending.current = mine;
    setChosen({ state: "sending", name: file.name, share: 0 });
    const told = (share: number): void => {
      if (!mine.signal.aborted) setChosen({ state: "sending", name: file.name, share });
    };
    upload(file, told, mine.signal).then(
      (there) => mine.signal.aborted || setChosen({ state: "there", upload: there }),
      (error: unknown) =>
        mine.signal.aborted ||
        setChosen({ state: "failed", reason: reasonOf(error, i18n.language === "en" ? "en" : "zh") }),
    );
  };
  const stop = (): void => {
    sending.current?.abort();
    setChosen(undefined);
  };
  return [chosen, choose, stop];
};
