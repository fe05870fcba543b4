// Which rules of the template lack kept facts that drive them to every state that their kind can reach.
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
import { listFiles, read } from "./tree.ts";

const folder = "templates/agent-loyalty";
const expectedFile = `${folder}/facts/expected.json`;

/** One kept facts file: the rule it drives, under which contract, and the state it drives it to. */
interface Driven {
  readonly ref: string;
  /** A folder of `contracts/filled`, whose mode says which of several rules of one name stands. */
  readonly contract: string;
  readonly facts: string;
  readonly state: string;
  /** Of a procedure `CASE/STAGE`. */
  readonly period_or_subject?: string;
}
/** A rule as it stands in some modes; one name may be borne by several, each for modes of its own. */
interface TemplateRule {
  readonly ref: string;
  readonly kind: string;
  /** Undefined: in every mode. */
  readonly modes?: readonly string[];
  readonly stages: readonly { readonly id: string; readonly timed: boolean }[];
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
  const modeOf = (contract: string): string | undefined => {
    const path = `contracts/filled/${contract}/contract.yaml`;
    return kept.has(path) ? /^mode:\s*(\w+)/m.exec(read(root, path).text)?.[1] : undefined;
  };
  const modes = new Map([...new Set(expected.map((one) => one.contract))].map((name) => [name, modeOf(name)]));
  const driven = expected.filter(({ facts }) => kept.has(`${folder}/facts/${facts}`));
  const rules = files
    .filter((path) => path.startsWith(`${folder}/`) && /\.ya?ml$/.test(path) && !path.includes("/facts/"))
    .flatMap((path) => rulesOf(read(root, path).text));
  const lacking = rules.flatMap((rule) => {
    const rows = driven.filter(
      ({ ref, contract }) => ref === rule.ref && (rule.modes?.includes(modes.get(contract) ?? "") ?? true),
    );
    const lacks = (among: readonly Driven[], wanted: readonly (readonly string[])[]): string =>
      wanted
        .filter((any) => !any.some((state) => among.some((one) => one.state === state)))
        .map((any) => `never ${any.join(" or ")}`)
        .join(", ");
    const shared = rules.some((other) => other !== rule && other.ref === rule.ref);
    const name = shared ? `${rule.ref} (${rule.modes?.join(", ")})` : rule.ref;
    // Of a procedure each stage is owed of its own: one that nobody reaches says nothing of those behind it.
    const parts =
      rule.stages.length === 0
        ? [{ name, lack: lacks(rows, REACHABLE[rule.kind] ?? [["met"], ["missed"]]) }]
        : rule.stages.map(({ id, timed }) => ({
            name: `${name} ${id}`,
            lack: lacks(
              rows.filter((one) => one.period_or_subject?.endsWith(`/${id}`)),
              timed ? REACHABLE.procedure! : [["met"]],
            ),
          }));
    return parts.filter(({ lack }) => lack !== "").map(({ name: part, lack }) => `${part}: ${lack}`);
  });
  return { rules: rules.length, lacking };
}

/** Every rule with its kind; an entitlement's kind is what it grants. */
function rulesOf(text: string): TemplateRule[] {
  const rules: TemplateRule[] = [];
  const walk = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) walk(item);
    if (!isMap(node)) return;
    const id = textOf(node, "id");
    const own = node.get("rules");
    if (id !== undefined && isSeq(own)) {
      for (const rule of own.items) if (isMap(rule)) rules.push(ruleOf(id, rule, node));
      return;
    }
    for (const pair of node.items) walk(pair.value);
  };
  walk(parseDocument(text, { schema: "failsafe" }).contents);
  return rules;
}

function ruleOf(clause: string, rule: YAMLMap, around: YAMLMap): TemplateRule {
  const grant = ["plan", "fee", "damages", "right"].find((key) => rule.has(key));
  const metric = rule.get("metric");
  // A sum or count has no lowest number of answers and cannot lack data.
  const measure = isMap(metric) ? textOf(metric, "measure") : undefined;
  const whole =
    isMap(metric) && (measure === "sum" || measure === "count" || !metric.has("min_n")) ? "whole" : undefined;
  const modes = listOf(rule, "modes") ?? listOf(around, "modes");
  const stages = rule.get("stages");
  return {
    ref: `${clause}/${textOf(rule, "id") ?? "?"}`,
    kind: grant ?? whole ?? textOf(rule, "kind") ?? "",
    ...(modes === undefined ? {} : { modes }),
    stages: isSeq(stages)
      ? stages.items.filter(isMap).map((stage) => ({ id: textOf(stage, "id") ?? "?", timed: stage.has("within") }))
      : [],
  };
}

function textOf(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key, true);
  return isScalar(value) && typeof value.value === "string" ? value.value : undefined;
}

/** One word or several in a list. */
function listOf(map: YAMLMap, key: string): string[] | undefined {
  const value = map.get(key);
  return isSeq(value)
    ? value.items.map((item) => String(isScalar(item) ? item.value : item))
    : typeof value === "string"
      ? [value]
      : undefined;
}
