// Clauses: N7, N8

import { hexOf, joined, type Sha256Bytes, utf8Bytes } from "./bytes.ts";
import { canonicalJson } from "./canonical.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Fields of an event, by its kind, that tell who a customer is. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  subject: ["name", "phone", "identity", "address", "e_mail"],
};
/** Those of them that an event has. */
export const personalFields = (event: Fields): string[] =>
  typeof event.kind === "string" && typeof event.customer === "string" && Object.hasOwn(PERSONAL, event.kind)
    ? PERSONAL[event.kind]!.filter((field) => event[field] !== undefined)
    : [];

export const SALT_BYTES = 32;
/**
 * What stands for a personal field in a record: nobody can try values against it without the salt, and once the salt is destroyed
 * nobody can tell what it stood for; the record's hash stays what it was.
 */
export const commitment = (sha256: Sha256Bytes, field: string, value: unknown, salt: Uint8Array): string =>
  hexOf(sha256(joined(utf8Bytes("fealty commitment 1\n"), salt, utf8Bytes(canonicalJson([field, value])))));

/**
 * The record of an event whose line holds nothing personal: the line's hash stands for all of it. With a salt, nobody who sees the leaf's hash
 * alone can find out by trying what the line said; records from before salts have none.
 * @param salt 32 hexadecimal digits
 */
export const eventRecord = (lineSha256: string, salt?: string): string =>
  salt === undefined
    ? `{"line":"${lineSha256}","type":"event"}`
    : `{"line":"${lineSha256}","salt":"${salt}","type":"event"}`;
/** Hash of the line that such a record stands for; undefined for a record of another form. */
export const recordedLine = (record: string): string | undefined =>
  /^\{"line":"([0-9a-f]{64})",(?:"salt":"[0-9a-f]{32}",)?"type":"event"\}$/.exec(record)?.[1];
/** The record of an event with personal fields: its other fields by their hash, each personal one by a commitment. */
export const personalEventRecord = (
  sha256: Sha256Bytes,
  event: Fields,
  commitments: Readonly<Record<string, string>>,
): string =>
  canonicalJson({
    type: "event",
    personal: commitments,
    rest: hexOf(sha256(utf8Bytes(withoutPersonal(event, Object.keys(commitments))))),
  });
/** The line of an event without its personal fields: what of it can be handed on. */
export const withoutPersonal = (event: Fields, fields: readonly string[]): string =>
  canonicalJson(Object.fromEntries(Object.entries(event).filter(([field]) => !fields.includes(field))));

/** Who did something, when, from where and by what power, as the record keeps it. Instants are RFC 3339 in UTC. */
export interface Act {
  readonly type: "act";
  /** The command, `append-events`. */
  readonly did: string;
  /** When the house wrote it down. */
  readonly at: string;
  /** The party that the actor stood for, or `house` for what it does by itself. */
  readonly by: string;
  /** The person, where it is known. */
  readonly actor?: string;
  /** `page`, `api`, `key` (a machine), `command_line`, `worker`. */
  readonly method: string;
  readonly from?: string;
  /** The power: a role, an authority, `party` for what a party may do as such. */
  readonly power: string;
  /** How far the clock of the actor's device was ahead of the house's, in whole seconds; absent where no clock was sent. */
  readonly clockOffsetSeconds?: number;
  /** Events that follow as leaves of their own: number of the first, and how many. */
  readonly events?: { readonly first: number; readonly count: number };
  /** What else is recorded: a version of the files, a statement, an erasure. */
  readonly what?: Fields;
}
export const actRecord = (act: Act): string => canonicalJson(act);
