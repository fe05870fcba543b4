// Clauses: N1
import { createContext } from "react";

/** Are the data on this page made up? Then every file that is taken away from it says so. */
export const InventedContext = createContext(false);
