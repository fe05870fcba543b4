// Clauses: C7.1
import type { HouseClient } from "./house-client.ts";
import { companyHeader } from "./present-company.ts";
import { NoAnswer } from "./reason.ts";

export type Preview = Awaited<ReturnType<HouseClient["imports"]["preview"]>>;
export type PreviewRow = Preview["rows"][number];
export type Question = Preview["questions"][number];
export type ImportReport = Awaited<ReturnType<HouseClient["imports"]["report"]>>;
export type PastImport = Awaited<ReturnType<HouseClient["imports"]["list"]>>[number];
export type ShippedMapping = Awaited<ReturnType<HouseClient["imports"]["mappings"]>>[number];
export interface Upload {
  readonly file: string;
  readonly name: string;
  readonly size: number;
}
/** Sends a file as it is, piece by piece; the browser keeps none of it in memory. Rejects with the house's refusal. */
export const upload = (file: File, told: (share: number) => void, signal: AbortSignal): Promise<Upload> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    signal.addEventListener("abort", stop, { once: true });
    request.upload.onprogress = ({ loaded, total }) => told(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (!answer) reject(new NoAnswer(String(request.status)));
      else if (request.status === 200) resolve(answer as Upload);
      else reject(Object.assign(new Error(String(request.status)), answer));
    };
    request.onerror = () => reject(new Error("Failed to fetch"));
    request.onabort = () => reject(signal.reason ?? new Error("aborted"));
    request.open("POST", `api/import-files?party=company&name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(companyHeader())) request.setRequestHeader(name, value);
    request.send(file);
  });
const parsed = (text: string): object | undefined => {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
};
export const reportAddress = (importRunId: string, ending: "csv" | "json", language: "zh" | "en"): string =>
  `api/imports/${importRunId}/report.${ending}?party=company&language=${language}`;
