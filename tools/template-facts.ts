// Which rules of the template have no kept facts that drive them to met, to missed and, where it can be, to excused.
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { listFiles, read } from "./tree.ts";

const folder = "templates/agent-loyalty";
const expectedFile = `${folder}/facts/expected.json`;

export interface Driven {
  readonly met?: boolean;
  readonly missed?: boolean;
  /** False where the rule cannot be excused. */
  readonly excused?: boolean;
  /** Why a state cannot come about, where met or missed is false. */
  readonly because?: string;
}

export function rulesWithoutFacts(root: string): { rules: number; lacking: string[] } {
  const files = listFiles(root);
  const expected: Record<string, Driven> = files.includes(expectedFile)
    ? JSON.parse(read(root, expectedFile).text)
    : {};
  const refs = files
    .filter((path) => path.startsWith(`${folder}/`) && /\.ya?ml$/.test(path) && !path.includes("/facts/"))
    .flatMap((path) => ruleRefs(read(root, path).text));
  const lacking = refs.flatMap((ref) => {
    const missing = whatIsMissing(expected[ref]);
    return missing === undefined ? [] : [`${ref}: ${missing}`];
  });
  return { rules: refs.length, lacking };
}

function whatIsMissing(driven: Driven | undefined): string | undefined {
  if (driven === undefined) return "no facts";
  const states = (["met", "missed"] as const).filter((state) => driven[state] !== true);
  if (driven.excused === undefined) return "does not say whether it can be excused";
  if (states.length === 0 || (driven.because ?? "") !== "") return undefined;
  return `never ${states.join(", never ")}`;
}

/** References (`C4.1/nps_goal`) of all rules that have states: a definition has none. */
function ruleRefs(text: string): string[] {
  const refs: string[] = [];
  const walk = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) walk(item);
    if (!isMap(node)) return;
    const id = textOf(node, "id");
    const rules = node.get("rules");
    if (id !== undefined && isSeq(rules)) {
      for (const rule of rules.items) {
        if (isMap(rule) && textOf(rule, "kind") !== "definition") refs.push(`${id}/${textOf(rule, "id") ?? "?"}`);
      }
      return;
    }
    for (const pair of node.items) walk(pair.value);
  };
  walk(parseDocument(text, { schema: "failsafe" }).contents);
  return refs;
}

function textOf(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key, true);
  return isScalar(value) && typeof value.value === "string" ? value.value : undefined;
}
