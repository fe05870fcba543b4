import { parseInstant } from "@fealty/engine/values/date.ts";
import { readEvents, type StoredEvent } from "./events.ts";
import type { Tx } from "./transaction.ts";

/** What of a contract's truth is not as it came in. None of it can be rebuilt; a backup has it. */
export interface SpoiltTruth {
  /** Events whose line is not the one that was hashed. */
  readonly events: readonly { readonly sequence: number; readonly sourceId: string }[];
  /** Events whose columns, by which they are found, are not what their line says, with the columns. */
  readonly columns: readonly {
    readonly sequence: number;
    readonly sourceId: string;
    readonly names: readonly string[];
  }[];
  /** Events are missing, or stand that were never counted. */
  readonly gaps: boolean;
  /** Files whose text is not the one that was hashed. */
  readonly files: readonly { readonly version: number; readonly path: string }[];
  /** Versions whose list of files is not the one that was hashed. */
  readonly versions: readonly number[];
}
/** Holds events and files of a contract against their own hashes and numbers. */
export const readSpoiltTruth = async (tx: Tx, contractId: string): Promise<SpoiltTruth> => {
  const own = [tx.companyId, contractId];
  const events = await tx.sql<{ sequence: bigint; source_id: string }>(
    `select sequence, source_id from fealty.event
      where company_id = $1 and contract_id = $2 and sha256 <> sha256(convert_to(line, 'UTF8')) order by sequence`,
    own,
  );
  const wrong = new Set(events.map(({ sequence }) => Number(sequence)));
  const columns = (await readMiscopied(tx, contractId)).filter(({ sequence }) => !wrong.has(sequence));
  const [counted] = await tx.sql<{ count: bigint; last: bigint | null }>(
    "select count(*) as count, max(sequence) as last from fealty.event where company_id = $1 and contract_id = $2",
    own,
  );
  const [counter] = await tx.sql<{ event_sequence: bigint }>(
    "select event_sequence from fealty.contract_counter where company_id = $1 and contract_id = $2",
    own,
  );
  const files = await tx.sql<{ version: number; path: string }>(
    `select f.version, f.path from fealty.contract_file f
       join fealty.source_text t on t.company_id = f.company_id and t.sha256 = f.sha256
      where f.company_id = $1 and f.contract_id = $2 and t.sha256 <> sha256(convert_to(t.content, 'UTF8'))
      order by f.version, f.ordinal`,
    own,
  );
  const versions = await tx.sql<{ version: number }>(
    `select v.version from fealty.contract_version v
       left join fealty.contract_file f on f.company_id = v.company_id and f.contract_id = v.contract_id and f.version = v.version
      where v.company_id = $1 and v.contract_id = $2
      group by v.version, v.sha256
     having v.sha256 <> sha256(convert_to(coalesce(string_agg(f.path || E'\\n' || encode(f.sha256, 'hex') || E'\\n', '' order by f.ordinal), ''), 'UTF8'))
      order by v.version`,
    own,
  );
  const count = counted?.count ?? 0n;
  return {
    events: events.map(({ sequence, source_id }) => ({ sequence: Number(sequence), sourceId: source_id })),
    columns,
    gaps: count !== (counted?.last ?? 0n) || count !== (counter?.event_sequence ?? 0n),
    files,
    versions: versions.map(({ version }) => version),
  };
};
const AT_ONCE = 1000;
/** Page by page: a contract may have a million events. */
const readMiscopied = async (tx: Tx, contractId: string): Promise<SpoiltTruth["columns"]> => {
  const found: SpoiltTruth["columns"][number][] = [];
  for (let after = 0; ; ) {
    const events = await readEvents(tx, contractId, { after, limit: AT_ONCE });
    for (const event of events) {
      const names = miscopied(event);
      if (names.length > 0) found.push({ sequence: event.sequence, sourceId: event.sourceId, names });
    }
    if (events.length < AT_ONCE) return found;
    after = events.at(-1)!.sequence;
  }
};
/** Columns of an event that its line does not give; of a line that is no JSON all of them. */
const miscopied = ({ line, sourceId, kind, at, recordedAt }: StoredEvent): string[] => {
  const said = fieldsOf(line);
  const recorded = said.recorded_at || said.at;
  return [
    ...(said.id === sourceId ? [] : ["source_id"]),
    ...(said.kind === kind ? [] : ["kind"]),
    ...(parseInstant(String(said.at)) === at ? [] : ["at"]),
    ...(parseInstant(String(recorded)) === recordedAt ? [] : ["recorded_at"]),
  ];
};
const fieldsOf = (line: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
};
