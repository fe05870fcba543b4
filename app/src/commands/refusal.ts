import type { Text } from "@fealty/engine/values/text.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";

/** Why a command does not do what was asked. The code is stable. */
export type CommandRefusalCode =
  | "no_such_contract"
  | "no_such_figure"
  | "not_for_this_party"
  | "company_there"
  | "code_of_another"
  | "team_refused"
  | "intermediary_refused"
  | "events_refused"
  | "source_id_conflict"
  | "contract_refused"
  | "clock_is_real"
  | "clock_outside_term"
  | "file_refused"
  | "mapping_refused"
  | "import_asks"
  | "import_needs_contract"
  | "import_contract_changed"
  | "no_space"
  | "file_too_large"
  | "no_such_upload"
  | "form_refused"
  | "no_such_thing"
  | "customer_erased"
  | "not_signed_in"
  | "not_entered"
  | "key_refused"
  | "key_from_elsewhere"
  | "not_for_keys"
  | "not_permitted"
  | "second_factor_needed"
  | "too_many_tries"
  | "too_many_requests"
  | "input_too_large"
  | "login_wrong"
  | "code_unknown"
  | "owner_there"
  | "other_company"
  | "no_persona"
  | "passkey_refused"
  | "login_of_ones_own"
  | "stopped"
  | "only_at_the_machine"
  | "already_decided"
  | "by_the_same_person"
  | "no_such_period"
  | "no_such_case"
  | "bundle_guessable"
  | "bundle_too_large"
  | "verifier_missing"
  | "receipt_refused"
  | "no_such_letter"
  | "input_malformed";
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: CommandRefusalCode;
  readonly text: Required<Text>;
  readonly args: Readonly<Record<string, unknown>>;
  /** Each mistake of a file with its place, in the reader's language. */
  readonly problems: readonly ProblemView[];
  constructor(
    code: CommandRefusalCode,
    text: Required<Text>,
    args: Readonly<Record<string, unknown>> = {},
    problems: readonly ProblemView[] = [],
  ) {
    super(text.en);
    this.code = code;
    this.text = text;
    this.args = args;
    this.problems = problems;
  }
}
