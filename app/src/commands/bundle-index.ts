// Clauses: N7
import type { IndexEntry } from "@fealty/engine/evidence/bundle-form.ts";
import { CALENDARS, CASE, FACTS, RECORD, RECORDS, RESULT, SHOWN } from "@fealty/engine/evidence/bundle-form.ts";
import type { Pages } from "./bundle-pages.ts";

/** What the index tells of, counted. */
export interface BundleCounts {
  readonly versions: number;
  readonly files: number;
  readonly facts: number;
  readonly records: number;
  readonly receipts: number;
  /** Places of what time-stamping authorities answered. */
  readonly stamps: readonly string[];
  readonly contractFiles: readonly string[];
}
/** Whose bundle it is, and of which case. */
export interface IndexScope {
  readonly rows: number;
  readonly party: string;
  readonly matter: string | undefined;
  /** Facts of the case in `facts.ndjson`. */
  readonly caseFacts: number | undefined;
  readonly pages: Pages;
}
const ELECTRONIC = { zh: "电子数据", en: "electronic data" };
type Entry = Omit<IndexEntry, "number">;
const RESULT_ENTRY: Entry = {
  name: { zh: "履行结果", en: "The result" },
  paths: [RESULT, CALENDARS],
  source: {
    zh: "由合同和事实按同一算法算出，可以重算",
    en: "computed from contract and facts, and can be computed again",
  },
  form: ELECTRONIC,
  purpose: {
    zh: "各条款的状态、各期结算金额及其计算过程",
    en: "states of the clauses, amounts of the statements and how they come about",
  },
  extent: { zh: "1 份", en: "1" },
};
const SHOWN_ENTRY: Entry = {
  name: { zh: "所见数字", en: "Figures as seen" },
  paths: ["figures.html", SHOWN, CALENDARS],
  source: {
    zh: "这一方在页面上看到的数字；标明哪些由包内事实就能得出",
    en: "the figures that this party sees on its screens; which of them the facts here give, is marked",
  },
  form: ELECTRONIC,
  purpose: {
    zh: "各期结算金额、指标和各条款的状态",
    en: "amounts of the statements, measures and states of the clauses",
  },
  extent: { zh: "1 份", en: "1" },
};
/** What belongs to a case stands first: the rest is what it is read and computed with. */
const caseEntry = (matter: string, facts: number, rows: number): Entry => ({
  name: { zh: `案件 ${matter} 的事实与义务`, en: `Facts and duties of case ${matter}` },
  paths: [CASE, "timeline.html"],
  source: {
    zh: `${FACTS} 中列入这一案件的事实，以及由它们开始的期限`,
    en: `those of ${FACTS} that belong to the case, and the deadlines that they started`,
  },
  form: ELECTRONIC,
  purpose: {
    zh: "这一案件的经过，各项期限是否遵守",
    en: "what happened in this case, and whether each deadline was kept",
  },
  extent: { zh: `${facts} 条事实，时间线 ${rows} 项`, en: `${facts} facts, ${rows} entries on the timeline` },
});
/** 证据目录: number, name, source, form, purpose, extent of each piece (Evidence Rules 2019, 19; Online Litigation Rules 2021, 16). */
export const bundleIndex = (counts: BundleCounts & IndexScope): IndexEntry[] => {
  const { party, matter, caseFacts = 0, pages } = counts;
  const entries: Entry[] = [
    ...(matter === undefined ? [] : [caseEntry(matter, caseFacts, counts.rows)]),
    {
      name: { zh: "合同文本（各版）", en: "The contract, every version" },
      paths: counts.contractFiles.slice(0, 1),
      source: { zh: "合同录入系统时的原文件", en: "the files as they were taken in" },
      form: ELECTRONIC,
      purpose: { zh: "各方约定的权利、义务和计算方法", en: "rights, duties and ways of calculation agreed" },
      extent: {
        zh: `${counts.versions} 版，${counts.files} 个文件`,
        en: `${counts.versions} version${counts.versions === 1 ? "" : "s"}, ${counts.files} files`,
      },
    },
    {
      name: { zh: "履行事实", en: "Facts of performance" },
      paths: [FACTS],
      source: {
        zh: "业务系统导入和各方登记，逐条原样保存",
        en: "imported and entered by the parties, kept line by line as they came",
      },
      form: ELECTRONIC,
      purpose: {
        zh: "合同履行中发生的事、发生的时间和记录的时间",
        en: "what happened under the contract, when, and when it was recorded",
      },
      extent: { zh: `${counts.facts} 条`, en: `${counts.facts} lines` },
    },
    {
      name: { zh: "记录链与签名", en: "The record and its signatures" },
      paths: [RECORDS, RECORD],
      source: { zh: "系统在每次登记的同时写入（RFC 6962）", en: "written by the system with every entry (RFC 6962)" },
      form: ELECTRONIC,
      purpose: {
        zh: "内容自记录之后没有增删改动；谁在何时以何种身份登记",
        en: "that nothing was added, taken away or changed since; who entered it, when and as what",
      },
      extent: { zh: `${counts.records} 条记录`, en: `${counts.records} records` },
    },
    ...(counts.receipts === 0
      ? []
      : [
          {
            name: { zh: "各方回执", en: "Receipts of the parties" },
            paths: [RECORD],
            source: { zh: "各方在自己的设备上签名", en: "signed by the parties on their own devices" },
            form: ELECTRONIC,
            purpose: {
              zh: "签收时的记录状态已为各方所知",
              en: "that the parties knew the state of the record when they signed",
            },
            extent: { zh: `${counts.receipts} 份`, en: `${counts.receipts} of them` },
          },
        ]),
    ...(counts.stamps.length === 0
      ? []
      : [
          {
            name: { zh: "时间戳", en: "Time stamps" },
            paths: counts.stamps,
            source: { zh: "时间戳服务机构（RFC 3161）", en: "a time-stamping authority (RFC 3161)" },
            form: ELECTRONIC,
            purpose: {
              zh: "签名的记录状态在该时刻已经存在",
              en: "that the signed state of the record was there at that moment",
            },
            extent: { zh: `${counts.stamps.length} 份`, en: `${counts.stamps.length} of them` },
          },
        ]),
    party === "company" ? RESULT_ENTRY : SHOWN_ENTRY,
    {
      name: { zh: "时间线", en: "Timeline" },
      paths: ["timeline.html", ...("pdf" in pages ? ["timeline.pdf"] : [])],
      source: { zh: "由履行事实整理", en: "made from the facts" },
      form:
        "pdf" in pages
          ? { zh: "网页；PDF（PDF/A-2b）", en: "a page to read, and a PDF (PDF/A-2b)" }
          : {
              zh: `可打印的网页；没有附 PDF：${pages.without.zh}`,
              en: `a page to read and to print; without a PDF: ${pages.without.en}`,
            },
      purpose: { zh: "便于阅读事情的经过", en: "to read what happened in its order" },
      extent: {
        zh: `${counts.rows} 项${"pdf" in pages ? `，PDF ${pages.pages} 页` : ""}`,
        en: `${counts.rows} entries${"pdf" in pages ? `, pages of the PDF: ${pages.pages}` : ""}`,
      },
    },
    {
      name: { zh: "核验工具", en: "Verifier" },
      paths: ["verify.html"],
      source: { zh: "随证据包提供，不需要网络", en: "comes with the bundle and needs no network" },
      form: { zh: "网页", en: "a page" },
      purpose: {
        zh: "逐项核对以上内容，并重算每个数字",
        en: "checks all of the above and computes every figure again",
      },
      extent: { zh: "1 份", en: "1" },
    },
  ];
  return entries.map((entry, at) => ({ number: at + 1, ...entry }));
};
