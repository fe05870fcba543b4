// Clauses: N1
import type { Text } from "@fealty/engine/values/text.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import { PartMissing } from "./page-part.ts";

/** What browsers say where nobody answers, and what the client says of an answer that breaks off. */
const NO_ANSWER = /^(?:failed to fetch|load failed|networkerror|cannot parse response body)/i;
const SILENT: Required<Text> = {
  zh: "服务器没有应答。它可能已停止，或者网络中断。",
  en: "The house does not answer: it may have been stopped, or the network is down.",
};
/** What came is no answer of the house: a proxy speaks in its place, or it broke off in the middle. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}
const isSilence = (error: unknown): boolean =>
  error instanceof PartMissing ||
  error instanceof NoAnswer ||
  (error instanceof Error && NO_ANSWER.test(error.message));
/**
 * An answer of the house, read to its end.
 * @throws NoAnswer where it is none: the house answers in JSON, and a refusal of it says why in both languages
 */
export const wholeAnswer = async (response: Response): Promise<Response> => {
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const text = isJson ? await response.text().catch(() => "") : "";
  if (text === "" || (response.status >= 500 && !text.includes('"text"'))) throw new NoAnswer(`${response.status}`);
  return new Response(text, response);
};
/** What the house said when it refused, in the reader's language; that it does not answer; else the error's own words. */
export const reasonOf = (error: unknown, language: "zh" | "en"): string => {
  const data =
    error instanceof Error && "data" in error ? (error.data as { text?: Record<string, string> }) : undefined;
  if (data?.text?.[language] !== undefined) return data.text[language];
  if (isSilence(error)) return SILENT[language];
  return error instanceof Error ? error.message : String(error);
};
/** The stable code of a refusal. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;
/** The mistakes that a refusal lists, each with its place; none for any other error. */
export const problemsOf = (error: unknown): readonly ProblemView[] => {
  const data = error instanceof Error && "data" in error ? (error.data as { problems?: readonly ProblemView[] }) : {};
  return data?.problems ?? [];
};
/** What a form was refused for, field by field; none for any other error. */
export const faultsOf = (
  error: unknown,
): readonly { readonly field: string; readonly text: Readonly<Record<"zh" | "en", string>> }[] => {
  const data = error instanceof Error && "data" in error ? (error.data as { faults?: never[] }) : {};
  return data?.faults ?? [];
};
