// Clauses: N2, N7
import { amountsOf, statementFigureName } from "./bundle-figures.ts";
import { parseJson } from "./contract/json.ts";
import {
  type BundledRecord,
  CASE,
  FACTS,
  MANIFEST,
  MANIFEST_NOTE,
  type Manifest,
  manifestOrigin,
  RECORD,
  RECORDS,
  type ReceiptFile,
  SHOWN,
  type ShownFile,
} from "./evidence/bundle-form.ts";
import { isBundledRecord, isCaseFile, isManifest, isReceiptFile, isShownFile } from "./evidence/bundle-shape.ts";
import { hexOf, type Sha256Bytes, sameBytes, utf8Bytes, utf8Text } from "./evidence/bytes.ts";
import { checkState, type Fault, isSignedByKey, type ReadRecord, readRecords } from "./evidence/check-record.ts";
import { readCheckpoint, readNote, type VerifySignature } from "./evidence/note.ts";
import type { Act } from "./evidence/record.ts";
import { readTimeStamp } from "./evidence/time-stamp.ts";
import { readZip, type ZipFault } from "./evidence/zip.ts";
import { limitsOf, type ShownLimits } from "./messages/bundle-limits.ts";
import { type BundleText, CHECKS, FAULTS } from "./messages/bundle-words.ts";
import { recomputeBundle, recomputeCase, recomputeShown } from "./recompute-bundle.ts";

export interface BundleHost {
  readonly sha256: Sha256Bytes;
  readonly verify: VerifySignature;
}
export type CheckName = keyof typeof CHECKS;
export interface BundleCheck {
  readonly name: CheckName;
  readonly what: BundleText;
  readonly holds: boolean;
  /** What does not hold, with file and place; or what was found. */
  readonly details: readonly BundleText[];
}
export interface BundleReport {
  readonly holds: boolean;
  readonly contract?: Manifest["contract"];
  readonly asOf?: string;
  readonly madeAt?: string;
  readonly period?: string;
  /** First and last day, of a bundle that was asked for between two days. */
  readonly days?: string;
  readonly case?: string;
  /** Whose bundle it is; absent: the company's, with everything. */
  readonly party?: string;
  readonly checks: readonly BundleCheck[];
  /** What no check of this kind can show. */
  readonly limits: readonly BundleText[];
}
/** At most so many places of one kind are told; the rest are counted. */
const MOST_TOLD = 20;

/**
 * Verifies a bundle of evidence from its bytes alone: the archive byte by byte, the signed list of files, every record and the tree over
 * them, the house's and the parties' signatures, and every figure computed anew.
 * @param receipts texts of receipt files that somebody kept apart; they must fit the record
 */
export const verifyBundle = (bytes: Uint8Array, host: BundleHost, receipts: readonly string[] = []): BundleReport => {
  const { entries, faults } = readZip(bytes);
  const files = new Map(entries.map(({ path, content }) => [path, content]));
  const archive = check("archive", faults.map(zipText(files)));
  const [manifest, record] = [jsonOf(files, MANIFEST), jsonOf(files, RECORD)];
  if (!isManifest(manifest) || !isBundledRecord(record))
    return { holds: false, checks: [archive, check("form", [FAULTS.notBundle()])], limits: [] };
  const texts = new Map<string, string>();
  for (const [path, content] of files) texts.set(path, utf8Text(content) ?? "");
  const lines = linesOf(texts.get(RECORDS));
  const content = { lines, facts: linesOf(texts.get(FACTS)), record };
  const states = [{ note: record.checkpoint, proof: [] }, ...record.checkpoints, ...record.receipts];
  const external = receipts.map((text) => receiptOf(text));
  const sizes = [...states, ...external.flatMap((one) => one ?? [])].flatMap(({ note }) => sizeOf(note));
  const read = readRecords(
    content,
    [...sizes, ...record.stamps.map(({ size }) => size), record.size],
    host.sha256,
    (text) => parseJson(text).value,
  );
  const checks = [
    archive,
    manifestCheck(manifest, record, files, host),
    filesCheck(manifest, files, host),
    check("records", read.faults.map(faultText)),
    rootCheck(record, read, host),
    versionsCheck(record, read, files, host),
    statesCheck(record, read, host),
    receiptsCheck(record, read, host),
    ...(record.stamps.length === 0 ? [] : [stampsCheck(record, read, files, host)]),
    ...(receipts.length === 0 ? [] : [externalCheck(external, record, read, host)]),
    manifest.party === undefined
      ? resultCheck(texts, record, read, host)
      : shownCheck(jsonOf(files, SHOWN), manifest.party, { texts, record, read, host }),
    ...(manifest.case === undefined
      ? []
      : [caseCheck(jsonOf(files, CASE), manifest.case, { texts, record, read, host })]),
  ];
  return {
    holds: checks.every(({ holds }) => holds),
    contract: manifest.contract,
    asOf: manifest.asOf,
    madeAt: manifest.madeAt,
    ...(manifest.period === undefined ? {} : { period: manifest.period }),
    ...(manifest.from === undefined ? {} : { days: `${manifest.from} – ${manifest.until ?? ""}` }),
    ...(manifest.case === undefined ? {} : { case: manifest.case }),
    ...(manifest.party === undefined ? {} : { party: manifest.party }),
    checks,
    limits: limitsOf(record, read, keyPrints(record, host), shownLimits(manifest, jsonOf(files, SHOWN))),
  };
};
const check = (name: CheckName, wrong: readonly BundleText[], found: readonly BundleText[] = []): BundleCheck => ({
  name,
  what: CHECKS[name],
  holds: wrong.length === 0,
  details:
    wrong.length === 0
      ? found
      : [...wrong.slice(0, MOST_TOLD), ...(wrong.length > MOST_TOLD ? [FAULTS.more(wrong.length - MOST_TOLD)] : [])],
});
type Files = ReadonlyMap<string, Uint8Array>;
const jsonOf = (files: Files, path: string): unknown =>
  parseJson(utf8Text(files.get(path) ?? new Uint8Array(0)) ?? "").value;
const linesOf = (text = ""): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));
const sizeOf = (note: string): number[] => {
  const read = readNote(note);
  const size = read && readCheckpoint(read.text)?.size;
  return size === undefined ? [] : [size];
};

const zipText =
  (files: Files) =>
  ({ at, path, within }: ZipFault): BundleText => {
    if (path === undefined) return FAULTS.archiveByte(at);
    if (within === undefined) return FAULTS.fileChanged(path);
    return FAULTS.fileByte(path, within, lineAt(files.get(path)!, within));
  };
const lineAt = (content: Uint8Array, within: number): number => {
  let line = 1;
  for (let at = 0; at < within; at += 1) if (content[at] === 10) line += 1;
  return line;
};
const faultText = ({ file, line = 0, code }: Fault): BundleText => FAULTS[code](file, line);

const manifestCheck = (
  manifest: Manifest,
  record: BundledRecord,
  files: Files,
  { sha256, verify }: BundleHost,
): BundleCheck => {
  const written = files.get(MANIFEST)!;
  const note = readNote(utf8Text(files.get(MANIFEST_NOTE) ?? new Uint8Array(0)) ?? "");
  const text = `${manifestOrigin(manifest.contract.id)}\n${hexOf(sha256(written))}\n`;
  const key = note && record.keys.find((one) => !one.party && isSignedByKey(note, one, sha256, verify));
  if (!key) return check("manifest", [FAULTS.noteUnsigned(MANIFEST_NOTE)]);
  return check("manifest", note.text === text ? [] : [FAULTS.fileChanged(MANIFEST)], [FAULTS.signedBy(key.name)]);
};
const filesCheck = ({ files: listed }: Manifest, files: Files, { sha256 }: BundleHost): BundleCheck => {
  const wrong: BundleText[] = [];
  for (const [path, { sha256: hash }] of Object.entries(listed)) {
    const content = files.get(path);
    if (!content) wrong.push(FAULTS.fileMissing(path));
    else if (hexOf(sha256(content)) !== hash) wrong.push(FAULTS.fileChanged(path));
  }
  for (const path of files.keys())
    if (path !== MANIFEST && path !== MANIFEST_NOTE && !Object.hasOwn(listed, path))
      wrong.push(FAULTS.fileUnlisted(path));
  return check("files", wrong, [FAULTS.counted(Object.keys(listed).length)]);
};
const rootCheck = (record: BundledRecord, read: ReadRecord, host: BundleHost): BundleCheck => {
  const state = checkState({ note: record.checkpoint, proof: [] }, { record, roots: read.roots }, record.keys, host);
  const wrong = [
    ...(read.size === record.size && state.checkpoint?.size === record.size
      ? []
      : [FAULTS.otherSize(read.size, record.size)]),
    ...(state.signed ? [] : [FAULTS.noteUnsigned(RECORD)]),
    ...(state.rooted ? [] : [FAULTS.otherRoot(record.size)]),
  ];
  return check("root", wrong, [FAULTS.rootIs(record.size, hexOf(state.checkpoint?.root ?? new Uint8Array(0)))]);
};
const versionsCheck = (record: BundledRecord, read: ReadRecord, files: Files, { sha256 }: BundleHost): BundleCheck => {
  const recorded = new Map(
    read.acts.flatMap(({ act: { what } }) => (what?.version === undefined ? [] : [[what.version, what.files]])),
  );
  const wrong = record.versions.flatMap(({ version, sha256: whole, files: parts }) => {
    const changed = parts.filter(
      ({ file, sha256: hash }) => hexOf(sha256(files.get(file) ?? new Uint8Array(0))) !== hash,
    );
    const list = parts.map(({ path, sha256: hash }) => `${path}\n${hash}\n`).join("");
    const same = hexOf(sha256(utf8Bytes(list))) === whole && recorded.get(version) === whole;
    return [
      ...changed.map(({ file }) => FAULTS.fileChanged(file)),
      ...(same ? [] : [FAULTS.other_files(RECORD, version)]),
    ];
  });
  return check(
    "versions",
    wrong,
    record.versions.map(({ version, recordedAt }) => FAULTS.versionKept(version, recordedAt)),
  );
};
const statesCheck = (record: BundledRecord, read: ReadRecord, host: BundleHost): BundleCheck => {
  const wrong = record.checkpoints.flatMap((one) => {
    const state = checkState(one, { record, roots: read.roots }, record.keys, host);
    const size = state.checkpoint?.size ?? 0;
    return state.signed && state.rooted && state.proved ? [] : [FAULTS.otherState(size)];
  });
  return check("states", wrong, [FAULTS.counted(record.checkpoints.length)]);
};
const receiptsCheck = (record: BundledRecord, read: ReadRecord, host: BundleHost): BundleCheck => {
  const found: BundleText[] = [];
  const wrong = record.receipts.flatMap((receipt) => {
    const state = checkState(receipt, { record, roots: read.roots }, record.keys, host);
    const key = record.keys.find(({ name, party }) => name === receipt.key && party === receipt.party);
    const countersigned = key && state.note && isSignedByKey(state.note, key, host.sha256, host.verify);
    const size = state.checkpoint?.size ?? 0;
    if (!(state.signed && state.rooted && state.proved && countersigned))
      return [FAULTS.otherReceipt(receipt.party, size)];
    found.push(FAULTS.receiptOf(receipt.party, size, receipt.at, key.device ?? ""));
    return [];
  });
  return check("receipts", wrong, found);
};
const stampsCheck = (record: BundledRecord, read: ReadRecord, files: Files, { sha256 }: BundleHost): BundleCheck => {
  const found: BundleText[] = [];
  const wrong = record.stamps.flatMap(({ size, authority, answer, text }) => {
    const stamped = files.get(text) ?? new Uint8Array(0);
    const state = readCheckpoint(utf8Text(stamped) ?? "");
    const root = read.roots.get(size);
    const own =
      state?.origin === record.origin && state.size === size && root !== undefined && sameBytes(state.root, root);
    const stamp = own ? readTimeStamp(files.get(answer) ?? new Uint8Array(0), sha256(stamped)) : undefined;
    if (!stamp) return [FAULTS.otherStamp(answer, size)];
    found.push(FAULTS.stampIs(authority, stamp.at, size, answer));
    return [];
  });
  return check("stamps", wrong, found);
};
/** Undefined for a file that is no receipt. */
const receiptOf = (text: string): ReceiptFile | undefined => {
  const { value } = parseJson(text);
  return isReceiptFile(value) ? value : undefined;
};
/** Receipts that somebody kept: their own keys count, whatever the bundle says of keys. */
const externalCheck = (
  receipts: readonly (ReceiptFile | undefined)[],
  record: BundledRecord,
  read: ReadRecord,
  host: BundleHost,
): BundleCheck => {
  const found: BundleText[] = [];
  const wrong = receipts.flatMap((receipt) => {
    if (!receipt) return [FAULTS.notReceipt()];
    const state = checkState({ note: receipt.note, proof: [] }, { record, roots: read.roots }, receipt.keys, host);
    const size = state.checkpoint?.size ?? 0;
    if (!state.signed) return [FAULTS.noteUnsigned("receipt")];
    if (size > read.size) return [FAULTS.receiptLater(size, read.size)];
    if (!state.rooted) return [FAULTS.receiptElse(size)];
    const countersigned = receipt.keys.filter(
      (key) => key.party && isSignedByKey(state.note!, key, host.sha256, host.verify),
    );
    found.push(
      FAULTS.receiptFits(
        size,
        countersigned.map(({ party }) => party ?? ""),
      ),
    );
    return [];
  });
  return check("kept", wrong, found);
};
const resultCheck = (
  texts: ReadonlyMap<string, string>,
  record: BundledRecord,
  read: ReadRecord,
  { sha256 }: BundleHost,
): BundleCheck => {
  const outcome = recomputeBundle(texts, record, (text) => hexOf(sha256(utf8Bytes(text))));
  if ("cannot" in outcome) return check("result", [FAULTS.cannotCompute(outcome.cannot)]);
  const wrong = outcome.report.checks
    .filter(({ holds }) => !holds)
    .flatMap(({ what, differences = [] }) => [what as BundleText, ...differences.map((one) => ({ zh: one, en: one }))]);
  const latest = saidOfStatements(read.acts);
  for (const one of outcome.figures) {
    const said = latest.get(`${one.period}/${one.rule}`);
    const same = !said || one.status !== "closed" || (said.earned === one.earned && said.payable === one.payable);
    if (!same) wrong.push(FAULTS.otherStatement(one.period, one.rule));
  }
  return check("result", wrong, [FAULTS.recomputed(outcome.figures.length, latest.size)]);
};
/** The latest that was written down of each closed statement. */
const saidOfStatements = (acts: readonly { readonly act: Act }[]): Map<string, StatementSaid> => {
  const latest = new Map<string, StatementSaid>();
  for (const { act } of acts) {
    const said = act.what?.statement as StatementSaid | undefined;
    if (said) latest.set(`${said.period}/${said.rule}`, said);
  }
  return latest;
};
interface Held {
  readonly texts: ReadonlyMap<string, string>;
  readonly record: BundledRecord;
  readonly read: ReadRecord;
  readonly host: BundleHost;
}
const hexHash =
  ({ sha256 }: BundleHost) =>
  (text: string): string =>
    hexOf(sha256(utf8Bytes(text)));
/** The figures that a party was shown: those that its facts give, computed anew; amounts of statements also against the record. */
const shownCheck = (shown: unknown, party: string, { texts, record, read, host }: Held): BundleCheck => {
  if (!isShownFile(shown) || shown.party !== party) return check("shown", [FAULTS.notShown()]);
  const outcome = recomputeShown(texts, record, shown, hexHash(host));
  if ("cannot" in outcome) return check("shown", [FAULTS.cannotCompute(outcome.cannot)]);
  const wrong = outcome.other.map((name) => FAULTS.otherFigure(name));
  let recorded = 0;
  for (const { period, rule, earned, payable } of saidOfStatements(read.acts).values()) {
    const own = amountsOf(shown.figures[statementFigureName(rule, period)]?.value as Amounts);
    if (own?.status !== "closed") continue;
    recorded += 1;
    if (own.earned !== earned || own.payable !== payable) wrong.push(FAULTS.otherStatement(period, rule));
  }
  return check("shown", wrong, [FAULTS.reshown(outcome.here, outcome.of), FAULTS.statementsRecorded(recorded)]);
};
type Amounts = Parameters<typeof amountsOf>[0];
const caseCheck = (file: unknown, id: string, { texts, record, host }: Held): BundleCheck => {
  if (!isCaseFile(file) || file.id !== id) return check("case", [FAULTS.notCase(id)]);
  const outcome = recomputeCase(texts, record, file, hexHash(host));
  if ("cannot" in outcome) return check("case", [FAULTS.cannotCompute(outcome.cannot)]);
  const wrong = [
    ...(outcome.sameFacts ? [] : [FAULTS.otherCaseFacts(id)]),
    ...outcome.other.map((name) => FAULTS.otherFigure(name)),
  ];
  return check("case", wrong, [FAULTS.caseIs(id, outcome.facts, outcome.here, outcome.of)]);
};
const shownLimits = ({ party, period, until }: Manifest, shown: unknown): ShownLimits | undefined => {
  if (party === undefined) return undefined;
  const figures = isShownFile(shown) ? Object.values(shown.figures) : ([] as ShownFile["figures"][string][]);
  const ends = period !== undefined || until !== undefined;
  return { party, figures: figures.length, here: figures.filter(({ here }) => here).length, ends };
};
interface StatementSaid {
  readonly rule: string;
  readonly period: string;
  readonly earned: string;
  readonly payable: string;
}
/** The keys by their SHA-256, to be compared with what is known of them from elsewhere. */
const keyPrints = (
  { keys }: BundledRecord,
  { sha256 }: BundleHost,
): { name: string; party?: string; print: string }[] =>
  keys.map(({ name, party, publicKey }) => ({
    name,
    ...(party === undefined ? {} : { party }),
    print: hexOf(sha256(utf8Bytes(publicKey))).slice(0, 32),
  }));
