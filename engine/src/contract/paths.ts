import type { DiagnosticCode } from "./codes.ts";

/** `a/b/c.yaml` + `../d.yaml` = `a/d.yaml`. Contract files name each other with forward slashes. */
export const pathBeside = (file: string, relative: string): string => {
  const parts = relative.startsWith("/") ? [] : file.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") {
      if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
      else parts.push("..");
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return (relative.startsWith("/") ? "/" : "") + parts.join("/");
};

const CONTRACT_FILE = /\.(ya?ml|json)$/i;
const TABLE_FILE = /\.(ya?ml|json|csv)$/i;
/** What speaks against reading a template: it may stand anywhere, but only a contract file is one. */
export const templateProblem = (path: string): DiagnosticCode | undefined =>
  CONTRACT_FILE.test(path) ? undefined : "template_not_contract_file";
/**
 * What speaks against reading a part of a contract (an included file, a table of rates): parts stay in the folder of the file
 * that names them, so that a contract from elsewhere cannot fetch what it has no business with.
 */
export const partProblem = (path: string, part: "include" | "table"): DiagnosticCode | undefined => {
  if (/^[/\\~]|^[A-Za-z][\w+.-]*:|\\/.test(path)) return "path_outside_folder";
  let depth = 0;
  for (const step of path.split("/")) {
    if (step === "..") depth -= 1;
    else if (step !== "." && step !== "") depth += 1;
    if (depth < 0) return "path_outside_folder";
  }
  return (part === "include" ? CONTRACT_FILE : TABLE_FILE).test(path) ? undefined : "part_not_contract_file";
};
