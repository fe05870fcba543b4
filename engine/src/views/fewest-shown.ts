// Clauses: C7.3
/** Of fewer answers than this none is shown by itself: whoever gave one might be recognised (7.3.5). */
export const FEWEST_SHOWN = 5;
