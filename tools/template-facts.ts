// Which rules of the template lack kept facts that drive them to every state that their kind can reach.
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { listFiles, read } from "./tree.ts";

const folder = "templates/agent-loyalty";
const expectedFile = `${folder}/facts/expected.json`;

/** One kept facts file: the rule it drives and the state it drives it to. */
interface Driven {
  readonly ref: string;
  readonly facts: string;
  readonly state: string;
}
/** What must be shown of each kind; of several in one list any one will do. */
const REACHABLE: Readonly<Record<string, readonly (readonly string[])[]>> = {
  definition: [["ok"], ["not_enough_data", "indeterminate"]],
  whole: [["ok"]],
  threshold: [["met"], ["missed"], ["excused"]],
  deadline: [["met"], ["missed"], ["excused"]],
  recurrence: [["met"], ["missed"], ["excused"]],
  prohibition: [["met"], ["missed"], ["excused"]],
  power: [["met"], ["missed"], ["excused"]],
  procedure: [["met"], ["missed", "ended"], ["excused"]],
  plan: [["met"], ["missed"], ["excused"]],
  fee: [["closed"]],
  damages: [["proposed", "decided"], ["none"]],
  right: [["running"], ["ended"]],
};

export function rulesWithoutFacts(root: string): { rules: number; lacking: string[] } {
  const files = listFiles(root);
  const expected: readonly Driven[] = files.includes(expectedFile) ? JSON.parse(read(root, expectedFile).text) : [];
  const kept = new Set(files);
  const states = new Map<string, Set<string>>();
  for (const { ref, facts, state } of expected) {
    if (kept.has(`${folder}/facts/${facts}`)) states.set(ref, (states.get(ref) ?? new Set()).add(state));
  }
  const rules = files
    .filter((path) => path.startsWith(`${folder}/`) && /\.ya?ml$/.test(path) && !path.includes("/facts/"))
    .flatMap((path) => rulesOf(read(root, path).text));
  const lacking = rules.flatMap(({ ref, kind }) => {
    const shown = states.get(ref) ?? new Set<string>();
    const wanted = (REACHABLE[kind] ?? [["met"], ["missed"]]).filter((any) => !any.some((state) => shown.has(state)));
    return wanted.length === 0 ? [] : [`${ref}: ${wanted.map((any) => `never ${any.join(" or ")}`).join(", ")}`];
  });
  return { rules: rules.length, lacking };
}

/** Every rule with its kind; an entitlement's kind is what it grants. */
function rulesOf(text: string): { ref: string; kind: string }[] {
  const refs: { ref: string; kind: string }[] = [];
  const walk = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) walk(item);
    if (!isMap(node)) return;
    const id = textOf(node, "id");
    const rules = node.get("rules");
    if (id !== undefined && isSeq(rules)) {
      for (const rule of rules.items) {
        if (!isMap(rule)) continue;
        const grant = ["plan", "fee", "damages", "right"].find((key) => rule.has(key));
        const metric = rule.get("metric");
        // A sum or count has no lowest number of answers and cannot lack data.
        const measure = isMap(metric) ? textOf(metric, "measure") : undefined;
        const whole =
          isMap(metric) && (measure === "sum" || measure === "count" || !metric.has("min_n")) ? "whole" : undefined;
        refs.push({ ref: `${id}/${textOf(rule, "id") ?? "?"}`, kind: grant ?? whole ?? textOf(rule, "kind") ?? "" });
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
