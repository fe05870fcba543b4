import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { faultsOf, reasonOf } from "../source/reason.ts";

/** Drawn anew for each thing that is sent; the same content sent again after a lost answer keeps its key. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export interface Form<Values> {
  readonly values: Values;
  readonly set: (change: Partial<Values>) => void;
  /** What is wrong with a field, in the reader's language. */
  readonly fault: (field: string) => string | undefined;
  /** What was refused and belongs to no field. */
  readonly problem: string | undefined;
  readonly busy: boolean;
  readonly send: () => void;
}
/**
 * What somebody fills in, and sending it once.
 * @param ask sends the values under a key
 * @param fields those that show their own faults; the faults of all others stand in `problem`
 */
export const useForm = <Values extends object, Answer>(
  first: Values,
  ask: (values: Values, key: string) => Promise<Answer>,
  done: (answer: Answer) => void,
  fields: (field: string) => boolean = () => true,
): Form<Values> => {
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [values, setValues] = useState(first);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const sent = useRef<{ readonly content: string; readonly key: string }>(undefined);
  const faults = faultsOf(failure);
  const loose = faults.filter(({ field }) => !fields(field)).map(({ text }) => text[language]);
  return {
    values,
    set: (change) => setValues((before) => ({ ...before, ...change })),
    fault: (field) => faults.find((one) => one.field === field)?.text[language],
    problem:
      failure === undefined
        ? undefined
        : faults.length === 0
          ? reasonOf(failure, language)
          : loose.join(" ") || undefined,
    busy,
    send: () => {
      // A second press while the first is on its way is the same press.
      if (busy) return;
      const content = JSON.stringify(values);
      if (sent.current?.content !== content) sent.current = { content, key: newKey() };
      setBusy(true);
      ask(values, sent.current.key).then(
        (answer) => {
          sent.current = undefined;
          setFailure(undefined);
          setBusy(false);
          done(answer);
        },
        (problem: unknown) => {
          setFailure(problem);
          setBusy(false);
        },
      );
    },
  };
};
