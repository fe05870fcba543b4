// Clauses: N1
import { hasHouse } from "./has-house.ts";

/** A part of the page that could not be fetched. */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}
/** Browsers and the loader remember a part that failed: from then on only the page as a whole can be had anew. */
let missed = false;

/** A part of the page that is fetched when it is needed. @throws PartMissing */
export const pagePart = async <Part>(load: () => Promise<Part>): Promise<Part> => {
  try {
    if (missed) await startAnew();
    return await load();
  } catch (error) {
    missed = true;
    // Not in the browser's words: by those the router would load the page again though nobody answers.
    throw new PartMissing("a part of the page could not be fetched", { cause: error });
  }
};
/** Rejects where the house does not answer: loaded again then, the page would make way for the browser's own. */
const houseAnswers = async (): Promise<void> => {
  if (hasHouse()) await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
};
/** Loads the whole page again, once the house answers. */
export const startAnew = async (): Promise<void> => {
  await houseAnswers();
  location.reload();
  await new Promise(() => undefined);
};
const LAST = "fealty.started-anew";
const SELDOM = 30_000;
/** The same unasked, but not time after time: a part that is gone for good would have the page load for ever. */
export const startAnewSeldom = async (): Promise<void> => {
  if (Date.now() - Number(sessionStorage.getItem(LAST) ?? 0) < SELDOM) return;
  await houseAnswers();
  sessionStorage.setItem(LAST, String(Date.now()));
  await startAnew();
};
