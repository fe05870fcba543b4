// Clauses: N2, N7

import { SHANGHAI, zonedText } from "@fealty/engine/calendar/zone.ts";
import {
  BUNDLE_FORM,
  type BundledRecord,
  CALENDARS,
  CASE,
  type CaseFile,
  FACTS,
  MANIFEST,
  MANIFEST_NOTE,
  type Manifest,
  manifestOrigin,
  RECORD,
  RECORDS,
  RESULT,
  SHOWN,
  type ShownFile,
  ZONES,
} from "@fealty/engine/evidence/bundle-form.ts";
import { hexOf, utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import { printNote, signatureOf } from "@fealty/engine/evidence/note.ts";
import { type ZipEntry, zipPieces } from "@fealty/engine/evidence/zip.ts";
import { limitsOf } from "@fealty/engine/messages/bundle-limits.ts";
import { indexHtml, TIMELINE, timelineHtml } from "../documents/bundle-html.ts";
import { figuresHtml } from "../documents/figures-html.ts";
import { timelineData } from "../documents/timeline-pages.ts";
import type { BundleQuestion } from "../evaluation/protocol.ts";
import { lockContract } from "../store/contracts.ts";
import { addToRecord } from "../store/record-begin.ts";
import { checkpointNow, noteKeyOf } from "../store/record-checkpoints.ts";
import { sha256Bytes } from "../store/record-log.ts";
import { actorOf, authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { bundleIndex } from "./bundle-index.ts";
import { setPages } from "./bundle-pages.ts";
import { collectBundle } from "./collect-bundle.ts";
import { namesOfContract } from "./customer-names.ts";
import { demonstrationMark } from "./demonstration-mark.ts";
import { contractNumbered, type House, keyOf, materialOf } from "./house.ts";
import { type BundleMoment, type BundleScope, momentOf, refuseOddScope, scopeName } from "./period-of-bundle.ts";
import { readContract } from "./read-contract.ts";
import { Refusal } from "./refusal.ts";
import { stampRecord } from "./stamp-record.ts";
import { verifierPage } from "./verifier-page.ts";

export interface BundleRequest extends BundleScope {
  readonly number: string;
}
export interface Bundle {
  readonly fileName: string;
  /** The archive in pieces. */
  readonly pieces: readonly Uint8Array[];
}
/**
 * The evidence of a contract in one file that verifies without this house: contract, facts, records, signatures, the result and a verifier.
 * The company's holds everything, that of another party what it may see and the hash of the rest. That it was made stands in the record
 * itself. Refusals: `not_for_this_party`, `no_such_contract`, `no_such_period`, `no_such_case`, `form_refused`, `bundle_too_large`,
 * `bundle_guessable`, `record_key_malformed`, `verifier_missing`.
 */
export const makeBundle = async (
  house: House,
  caller: Caller,
  { number, ...scope }: BundleRequest,
): Promise<Bundle> => {
  authorise(caller, "make-bundle");
  refuseOddScope(scope);
  const { companyId, party } = caller;
  const verifier = await verifierPage();
  if (scope.case !== undefined) await refuseNoCase(house, caller, number, scope.case);
  const { contract, moment, checkpoint } = await house.store.withCompany(
    companyId,
    { ...relationOf(caller, "make-bundle"), by: actorOf(house, caller, "make-bundle") },
    async (tx) => {
      const found = await contractNumbered(tx, number);
      authoriseFor(caller, found);
      const moment = await momentOf(house, tx, found, scope);
      await lockContract(tx, found.contractId);
      const at = house.now();
      await addToRecord(tx, found.contractId, at, [{ what: { bundle: scopeName(scope) } }]);
      return { contract: await contractNumbered(tx, number), moment, checkpoint: await checkpointNow(tx, found, at) };
    },
  );
  await stampRecord(house, companyId, contract.contractId, checkpoint);
  const key = keyOf(companyId, contract);
  const ofCompany = party === "company";
  const { mark, names, ...whole } = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => ({
    mark: await demonstrationMark(tx),
    names: await namesOfContract(tx, key),
    ...(await collectBundle(tx, contract, checkpoint, moment)),
  }));
  const question: BundleQuestion = {
    ask: "bundle",
    asOf: moment.asOf,
    knownAt: moment.knownAt,
    facts: whole.facts,
    party,
    names,
    from: moment.from,
    case: scope.case,
  };
  const parts = await house.threads.ask<"bundle">(key, question, materialOf(house, key));
  const { facts, records, record, files, stamps, counts, read } =
    parts.whole === undefined
      ? whole
      : await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
          collectBundle(tx, contract, checkpoint, moment, {
            party,
            personId: caller.actor?.personId,
            whole: new Set(parts.whole),
          }),
        );
  const { period, from, until, case: matter } = scope;
  const head = {
    contract: { id: contract.contractId, number, title: contract.title },
    asOf: parts.asOf,
    madeAt: zonedText(SHANGHAI, checkpoint.at),
    ...(period === undefined ? {} : { period }),
    ...(from === undefined && until === undefined
      ? {}
      : { from: from ?? contract.term.from, until: until ?? parts.asOf.slice(0, 10) }),
    ...(matter === undefined ? {} : { case: matter }),
    ...(ofCompany ? {} : { party }),
  };
  const shown = ofCompany ? undefined : (JSON.parse(parts.result) as ShownFile);
  const limits = limitsOf(record, read, keyPrints(record), shown && shownLimits(shown, moment));
  const caseFacts = parts.case === undefined ? undefined : (JSON.parse(parts.case.file) as CaseFile).facts.length;
  const invented = mark !== undefined;
  const data = timelineData(head, parts.rows, parts.total, invented, parts.case?.duties ?? []);
  const pages = await setPages(house.typesetter, data, Math.floor(checkpoint.at / 1_000_000));
  const index = bundleIndex({ ...counts, rows: parts.total, party, matter, caseFacts, pages });
  const texts: [string, string][] = [
    [FACTS, facts],
    [RECORDS, records],
    [RECORD, canonicalJson(record)],
    [ofCompany ? RESULT : SHOWN, parts.result],
    ...(parts.case === undefined ? [] : [[CASE, parts.case.file] as [string, string]]),
    [CALENDARS, canonicalJson(parts.calendars)],
    ...(["Asia/Shanghai", "UTC"].includes(parts.timeZone) ? [] : [[ZONES, await zonesText()] as [string, string]]),
    [TIMELINE, timelineHtml(head, parts.rows, parts.total, invented, parts.case?.duties)],
    ...(parts.figures === undefined
      ? []
      : [["figures.html", figuresHtml(head, parts.figures, invented)] as [string, string]]),
    ["index.html", indexHtml(head, index, limits, invented)],
    ["verify.html", verifier],
  ];
  const entries: ZipEntry[] = [
    ...[...texts, ...files].map(([path, text]) => ({ path, content: Buffer.from(text, "utf8") })),
    ...("pdf" in pages ? [{ path: "timeline.pdf", content: pages.pdf }] : []),
    ...stamps,
  ];
  const manifest: Manifest = {
    form: BUNDLE_FORM,
    ...head,
    index,
    files: Object.fromEntries(
      entries.map(({ path, content }) => [path, { bytes: content.length, sha256: hexOf(sha256Bytes(content)) }]),
    ),
  };
  const written = Buffer.from(canonicalJson(manifest), "utf8");
  const text = `${manifestOrigin(contract.contractId)}\n${hexOf(sha256Bytes(written))}\n`;
  const note = await house.store.withCompany(companyId, { snapshot: true }, async ({ signer }) => {
    const signature = signatureOf(sha256Bytes, noteKeyOf(await signer.key()), await signer.sign(utf8Bytes(text)));
    return printNote({ text, signatures: [signature] });
  });
  const pieces = zipPieces([
    { path: MANIFEST, content: written },
    { path: MANIFEST_NOTE, content: Buffer.from(note, "utf8") },
    ...entries,
  ]);
  if (!pieces) throw tooLarge(number);
  const day = head.madeAt.slice(0, 10);
  return {
    fileName: `${mark?.fileName.en ?? ""}${number}${partOfName(head)}-evidence${ofCompany ? "" : `-${party}`}-${day}.zip`,
    pieces,
  };
};
const partOfName = ({ period, from, until, case: matter }: Partial<Manifest>): string => {
  const part = matter ?? (from === undefined ? period : `${from}-${until}`);
  return part === undefined ? "" : `-${part}`;
};
const shownLimits = ({ party, figures }: ShownFile, { untilDay }: BundleMoment) => {
  const all = Object.values(figures);
  return { party, figures: all.length, here: all.filter(({ here }) => here).length, ends: untilDay !== undefined };
};
/** Whoever may read the contract learns of a case on its timeline; of one that it does not see there, it is told that there is none. */
const refuseNoCase = async (house: House, caller: Caller, number: string, id: string): Promise<void> => {
  const { facts } = await readContract<"case">(house, caller, number, (asOf) => ({
    ask: "case",
    viewpoint: { asOf, party: caller.party, language: "zh" },
    id,
  }));
  if (facts > 0) return;
  throw new Refusal(
    "no_such_case",
    {
      zh: `合同 ${number} 没有编号为 ${id} 的投诉或越权事项。编号在时间线的“投诉提出”等事项里。`,
      en: `Contract ${number} has no complaint and no act under an authority by the number ${id}. The numbers stand on its timeline.`,
    },
    { number, case: id },
  );
};
const zonesText = async (): Promise<string> => {
  const { default: table } = await import("../../../data/zones.json", { with: { type: "json" } });
  return JSON.stringify(table);
};
const keyPrints = ({ keys }: BundledRecord) =>
  keys.map(({ name, party, publicKey }) => ({
    name,
    ...(party === undefined ? {} : { party }),
    print: hexOf(sha256Bytes(utf8Bytes(publicKey))).slice(0, 32),
  }));
const tooLarge = (number: string): Refusal =>
  new Refusal(
    "bundle_too_large",
    {
      zh: `合同 ${number} 的证据超过 4 GB，一个压缩包装不下。请按结算期间分别制作。`,
      en: `The evidence of ${number} is more than the 4 GB that one archive holds. Make bundles of its periods.`,
    },
    { number },
  );
