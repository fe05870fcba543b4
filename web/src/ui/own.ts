/** What a record itself holds under a name that came from a link: `constructor` is no clause. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
