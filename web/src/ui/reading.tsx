import type { View } from "@fealty/engine/views/view.ts";
import { createContext, type ReactNode, useContext } from "react";
import { type Format, makeFormat } from "./format.ts";

/** What every part of a contract's page needs: the view, how to write figures, and the one gesture to explain. */
export interface Reading {
  readonly view: View;
  readonly format: Format;
  /** Of the evaluation behind the view; a moment later than the view itself. */
  readonly digest: string | undefined;
  readonly explain: (ref: string) => void;
  readonly explaining: string | undefined;
  /** Where a link to this explanation leads. */
  readonly explainHref: (ref: string) => string;
  readonly openClause: (id: string) => void;
}
const ReadingContext = createContext<Reading | undefined>(undefined);

export const formatOf = (view: View): Format => makeFormat(view.language, view.currency.code, view.zone, view.asOf);
export function ReadingProvider({ value, children }: { readonly value: Reading; readonly children: ReactNode }) {
  return <ReadingContext value={value}>{children}</ReadingContext>;
}
export const useReading = (): Reading => {
  const reading = useContext(ReadingContext);
  if (!reading) throw new Error("useReading outside a contract's page");
  return reading;
};
