// Clauses: N2, N7

import { SHANGHAI, zonedText } from "@fealty/engine/calendar/zone.ts";
import {
  BUNDLE_FORM,
  type BundledRecord,
  CALENDARS,
  FACTS,
  MANIFEST,
  MANIFEST_NOTE,
  type Manifest,
  manifestOrigin,
  RECORD,
  RECORDS,
  RESULT,
  ZONES,
} from "@fealty/engine/evidence/bundle-form.ts";
import { hexOf, utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import { printNote, signatureOf } from "@fealty/engine/evidence/note.ts";
import { type ZipEntry, zipPieces } from "@fealty/engine/evidence/zip.ts";
import { limitsOf } from "@fealty/engine/messages/bundle-limits.ts";
import { indexHtml, timelineHtml } from "../documents/bundle-html.ts";
import { lockContract } from "../store/contracts.ts";
import { addToRecord } from "../store/record-begin.ts";
import { checkpointNow, noteKeyOf } from "../store/record-checkpoints.ts";
import { sha256Bytes } from "../store/record-log.ts";
import { actorOf, authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { bundleIndex } from "./bundle-index.ts";
import { collectBundle } from "./collect-bundle.ts";
import { demonstrationMark } from "./demonstration-mark.ts";
import { contractNumbered, type House, keyOf, materialOf } from "./house.ts";
import { periodOf } from "./period-of-bundle.ts";
import { Refusal } from "./refusal.ts";
import { stampRecord } from "./stamp-record.ts";
import { verifierPage } from "./verifier-page.ts";

export interface BundleRequest {
  readonly number: string;
  /** `2026-06`: as the statement of that period closed; absent: the whole contract as it is now. */
  readonly period?: string | undefined;
}
export interface Bundle {
  readonly fileName: string;
  /** The archive in pieces. */
  readonly pieces: readonly Uint8Array[];
}
/**
 * The evidence of a contract in one file that verifies without this house: contract, facts, records, signatures, the result and a verifier.
 * That it was made stands in the record itself. Refusals: `not_for_this_party`, `no_such_contract`, `no_such_period`, `bundle_too_large`,
 * `record_key_malformed`, `verifier_missing`.
 */
export const makeBundle = async (house: House, caller: Caller, { number, period }: BundleRequest): Promise<Bundle> => {
  authorise(caller, "make-bundle");
  const { companyId } = caller;
  const verifier = await verifierPage();
  const { contract, moment, checkpoint } = await house.store.withCompany(
    companyId,
    { ...relationOf(caller, "make-bundle"), by: actorOf(house, caller, "make-bundle") },
    async (tx) => {
      const found = await contractNumbered(tx, number);
      authoriseFor(caller, found);
      const moment = await periodOf(house, tx, found, period);
      await lockContract(tx, found.contractId);
      const at = house.now();
      await addToRecord(tx, found.contractId, at, [{ what: { bundle: period ?? "contract" } }]);
      return { contract: await contractNumbered(tx, number), moment, checkpoint: await checkpointNow(tx, found, at) };
    },
  );
  await stampRecord(house, companyId, contract.contractId, checkpoint);
  const { mark, ...material } = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => ({
    mark: await demonstrationMark(tx),
    ...(await collectBundle(tx, contract, checkpoint, moment)),
  }));
  const { facts, records, record, files, stamps, counts, read } = material;
  const key = keyOf(companyId, contract);
  const question = { ask: "bundle", asOf: moment.asOf, facts } as const;
  const parts = await house.threads.ask<"bundle">(key, question, materialOf(house, key));
  const head = {
    contract: { id: contract.contractId, number, title: contract.title },
    asOf: parts.asOf,
    madeAt: zonedText(SHANGHAI, checkpoint.at),
    ...(period === undefined ? {} : { period }),
  };
  const index = bundleIndex({ ...counts, rows: parts.total });
  const texts: [string, string][] = [
    [FACTS, facts],
    [RECORDS, records],
    [RECORD, canonicalJson(record)],
    [RESULT, parts.result],
    [CALENDARS, canonicalJson(parts.calendars)],
    ...(["Asia/Shanghai", "UTC"].includes(parts.timeZone) ? [] : [[ZONES, await zonesText()] as [string, string]]),
    ["timeline.html", timelineHtml(number, parts.rows, parts.total, mark !== undefined)],
    ["index.html", indexHtml(head, index, limitsOf(record, read, keyPrints(record)), mark !== undefined)],
    ["verify.html", verifier],
  ];
  const entries: ZipEntry[] = [
    ...[...texts, ...files].map(([path, text]) => ({ path, content: Buffer.from(text, "utf8") })),
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
    fileName: `${mark?.fileName.en ?? ""}${number}${period === undefined ? "" : `-${period}`}-evidence-${day}.zip`,
    pieces,
  };
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
