// Clauses: N1
/** Does a house stand behind this page? Opened from a folder it runs in the browser alone. */
export const hasHouse = (): boolean => document.querySelector('meta[name="fealty-house"]') !== null;
