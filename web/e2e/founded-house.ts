// Founds the small demonstration company once for a run; each file of stories gets a copy of it as its own house.
import type { TestProject } from "vitest/node";
import { founded, houseFolders, stopHouse } from "./served-house.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of a house that was founded and has been shut down. */
    foundedHouse: string;
  }
}

export default async function foundHouse(project: TestProject): Promise<() => void> {
  const folders = await houseFolders();
  const running = await folders.start();
  await founded(running);
  await stopHouse(running);
  project.provide("foundedHouse", folders.folder);
  return folders.remove;
}
