/** A kind or field that only one contract declares has no word of ours: its own name, written as words. */
export const asWords = (name: string): string => name.replaceAll("_", " ");
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
export const lower = (text: string): string =>
  /^[A-Z]{2}/.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1);
/** Of `[count|one|many]` the form that goes with the argument `count` is kept. */
export const inNumber = (text: string, args: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/\[(\w+)\|([^|\]]*)\|([^\]]*)\]/g, (_, count: string, one: string, many: string) =>
    args[count] === "1" ? one : many,
  );
