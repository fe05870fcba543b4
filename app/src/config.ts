/** The only place that reads the process's environment. */
export interface Environment {
  readonly language: "zh" | "en";
  readonly colours: boolean;
  readonly columns: number;
}
/** Language from LC_ALL, LC_MESSAGES or LANG; Chinese where it says so, else English. Colours on a terminal unless NO_COLOR. */
export const readEnvironment = (): Environment => {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
  return {
    language: /^zh/i.test(locale) ? "zh" : "en",
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
    columns: process.stdout.columns ?? 100,
  };
};
