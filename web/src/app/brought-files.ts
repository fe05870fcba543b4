import { createContext } from "react";
import type { DroppedFile } from "../source/contract-source.ts";

/** Files dropped anywhere on the page, on their way to the place that opens them. */
export const BroughtFiles = createContext<Promise<readonly DroppedFile[]> | undefined>(undefined);
