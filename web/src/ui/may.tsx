// Clauses: C1.2
import { createContext, type ReactNode, useContext } from "react";
import type { Who } from "../source/house-client.ts";

export type Verb = Who["may"][number];
/** What whoever is signed in may do; pages offer nothing else, and the house refuses it besides. */
export const MayContext = createContext<readonly Verb[]>([]);
export const useMay = (verb: Verb): boolean => useContext(MayContext).includes(verb);
/** What only those see who may use it. */
export function May({ verb, children }: { readonly verb: Verb; readonly children: ReactNode }) {
  return useMay(verb) ? children : null;
}
