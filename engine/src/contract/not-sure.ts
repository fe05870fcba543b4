import type { DiagnosticCode } from "./codes.ts";
import type { SetAside } from "./yaml-salvage.ts";

/** Told of what is not there: it may have stood in a line that was set aside with its key. */
const LACKING: readonly DiagnosticCode[] = [
  ...(["missing_key", "text_lacks_governing_language", "text_lacks_language", "party_missing"] as const),
  ...(["threshold_without_metric", "threshold_without_window", "threshold_without_bound"] as const),
  ...(["entitlement_grants_nothing", "amendment_empty", "param_without_value", "prorate_missing"] as const),
  ...(["metric_without_min_n", "cohort_without_horizon", "match_missing", "silence_without_time"] as const),
  ...(["stage_without_end", "procedure_without_start", "stages_empty", "plan_empty", "table_empty"] as const),
  // What stood below a key alone is gone, and the key is empty.
  ...(["not_a_map", "not_a_list", "empty_value"] as const),
  ...(["clauses_empty", "languages_empty", "draw_without_at_end", "bound_without_param"] as const),
  ...(["override_without_recipient", "team_without_members", "table_gap", "table_not_from_zero"] as const),
  ...(["weights_not_whole", "shares_not_whole", "shares_not_whole_on"] as const),
];
const RULES = ["clauses", "annexes", "amendments"];
const KINDS = ["events", "attributes"];
/** Told of what is named and not there, or read beside another part: it may have stood in these sections. */
const BESIDE: Readonly<Partial<Record<DiagnosticCode, readonly string[]>>> = {
  unknown_param: ["params"],
  param_not_an_option: ["params"],
  param_without_value: ["set", "params"],
  unknown_term: ["terms"],
  dangling_metric: RULES,
  dangling_rule: RULES,
  dangling_component: RULES,
  component_below: RULES,
  dangling_stage: RULES,
  metric_without_min_n: ["params", ...RULES],
  horizon_without_cohort: RULES,
  weights_not_whole: RULES,
  shares_not_whole: ["parties", ...RULES],
  shares_not_whole_on: ["parties", ...RULES],
  stage_without_end: ["events", ...RULES],
  procedure_without_start: ["events", ...RULES],
  unknown_event_kind: KINDS,
  unknown_field: KINDS,
  words_of_no_field: KINDS,
  condition_unknown_field: [...KINDS, "params"],
  condition_types_differ: [...KINDS, "params"],
  condition_money_double: [...KINDS, "params"],
  party_not_in_contract: ["parties", "mode"],
  party_missing: ["parties", "mode"],
  reference_outside_mode: ["mode", ...RULES],
  unknown_member: ["parties"],
  lead_not_a_member: ["parties"],
  team_without_members: ["parties"],
  override_without_recipient: ["parties"],
  override_to_no_member: ["parties", "term"],
  text_lacks_governing_language: ["languages"],
  text_lacks_language: ["languages"],
  languages_empty: ["languages"],
  money_too_fine: ["currency"],
  money_malformed: ["currency"],
  prorate_missing: ["term", ...RULES],
  amendment_order: ["amendments"],
};
/** Whether putting right what was set aside might take a mistake away. */
export const mayBeMended = (code: DiagnosticCode, aside: readonly SetAside[]): boolean =>
  aside.some(
    ({ section, swallowed }) =>
      (swallowed && LACKING.includes(code)) ||
      (BESIDE[code] !== undefined && (section === "" || BESIDE[code].includes(section))),
  );
