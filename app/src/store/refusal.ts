import type { Text } from "@fealty/engine/values/text.ts";

/** Why the store does not do what was asked. The code is stable; programs tell refusals apart by it. */
export type RefusalCode =
  // The server of the embedded default
  | "platform_not_served"
  | "binaries_missing"
  | "stage_not_writable"
  | "stage_closed"
  | "stage_path_too_long"
  | "no_account"
  | "data_of_other_owner"
  | "data_gone"
  | "pointer_malformed"
  | "data_of_other_version"
  | "clone_is_a_copy"
  | "server_did_not_start"
  // Any server
  | "database_url_malformed"
  | "database_unreachable"
  | "server_too_old"
  | "encoding_not_utf8"
  | "no_store"
  | "roles_missing"
  | "schema_newer"
  | "migration_changed"
  | "migration_failed"
  | "database_not_empty"
  | "outcome_unknown"
  | "busy"
  // What is kept in it
  | "no_such_company"
  | "no_such_contract"
  | "no_such_import"
  | "already_there"
  | "named_thing_missing"
  | "value_refused"
  | "source_id_conflict"
  | "event_line_malformed"
  | "key_reused"
  | "append_only"
  | "statement_closed"
  | "not_permitted"
  | "backup_malformed"
  | "backup_mismatch"
  // The keys of personal data
  | "master_key_missing"
  | "master_key_malformed"
  | "master_key_other"
  | "master_key_outside"
  // The key that records are signed with
  | "record_key_malformed";

/** A forbidden or impossible act, told in both languages; everything that is no bug and no failing disk. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
  readonly code: RefusalCode;
  readonly text: Required<Text>;
  /** What the sentence names, for programs. */
  readonly args: Readonly<Record<string, unknown>>;
  constructor(code: RefusalCode, text: Required<Text>, args: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.code = code;
    this.text = text;
    this.args = args;
  }
}
