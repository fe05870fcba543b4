// Clauses: C1.1, N4
import { UsageError } from "./command.ts";

/** Reads `--set PARAM=VALUE…`. Throws a UsageError for what is no assignment and for a parameter that stands twice. */
export const settingsOf = (written: readonly string[]): Readonly<Record<string, string>> => {
  const settings = new Map<string, string>();
  for (const one of written) {
    const at = one.indexOf("=");
    if (at < 1)
      throw new UsageError({ zh: `--set ${one}：请写成 参数=数值。`, en: `--set ${one}: write PARAM=VALUE.` });
    const [name, value] = [one.slice(0, at).trim(), one.slice(at + 1).trim()];
    const before = settings.get(name);
    if (before !== undefined)
      throw new UsageError({
        zh: `--set ${name} 写了两次：${before}、${value}。`,
        en: `--set ${name} stands twice: ${before}, ${value}.`,
      });
    settings.set(name, value);
  }
  return Object.fromEntries(settings);
};
