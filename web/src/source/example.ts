/** The contract that is shipped with the page: its number, its files, and the moment at which it opens. */
export const EXAMPLE_ID = "HX-2026-0001";
export const EXAMPLE_AS_OF = "2026-09-20T18:00:00+08:00";
/** Relative to the page; made by tools/make-example.ts. */
export const EXAMPLE_FACTS = "example/company-led.ndjson";
