// Clauses: C1.1
let company: number | undefined;
const SWITCHED = "fealty.switched";

/** Whose pages these are: every call says so, and the house refuses one for a company that this device acts in no more. */
export const drawnFor = (companyId: number | undefined): void => {
  company = companyId;
};
export const companyHeader = (): Record<string, string> =>
  company === undefined ? {} : { "x-fealty-company": String(company) };
/** Nothing of one company stays on the page of another: the whole page begins anew. Told after that where somebody else switched. */
export const beginAnew = (told: boolean): void => {
  if (told) sessionStorage.setItem(SWITCHED, "1");
  location.reload();
};
/** Whether another window switched; told once. */
export const wasSwitched = (): boolean => {
  const there = sessionStorage.getItem(SWITCHED) !== null;
  sessionStorage.removeItem(SWITCHED);
  return there;
};
