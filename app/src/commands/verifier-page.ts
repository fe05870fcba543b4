// Clauses: N7
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { cloneFolder } from "../store/migrate.ts";
import { Refusal } from "./refusal.ts";

/** The page that verifies a bundle from a disk; made with the command line. Refusal: `verifier_missing`. */
export const verifierPage = async (): Promise<string> => {
  const file = join(cloneFolder(), "app/dist/verifier.html");
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Refusal("verifier_missing", {
      zh: "核验工具还没有生成（app/dist/verifier.html）。运行一次 npm start 即可。",
      en: "The verifier has not been built yet (app/dist/verifier.html). Run `npm start` once.",
    });
  }
};
