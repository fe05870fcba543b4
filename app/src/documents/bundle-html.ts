// Clauses: N7
import type { IndexEntry, Manifest } from "@fealty/engine/evidence/bundle-form.ts";
import { bothHtml, escaped, pageHtml } from "./page-html.ts";

interface Words {
  readonly zh: string;
  readonly en: string;
}
const HEADS: readonly Words[] = [
  { zh: "序号", en: "No." },
  { zh: "名称", en: "Name" },
  { zh: "来源", en: "Source" },
  { zh: "形式", en: "Form" },
  { zh: "证明目的", en: "Purpose" },
  { zh: "页数或数量", en: "Pages or extent" },
];
const headRow = (heads: readonly Words[]): string =>
  `<thead><tr>${heads.map((one) => `<th scope="col">${bothHtml(one)}</th>`).join("")}</tr></thead>`;

/** At the head of every page that is made of a demonstration company. */
const inventedHtml = (invented: boolean): string =>
  invented
    ? `<p><strong>${bothHtml({ zh: "演示数据：人物、公司和金额均为虚构。", en: "Demonstration data: people, companies and amounts are made up." })}</strong></p>\n`
    : "";
/** 证据目录: what the bundle holds, and what it cannot show. */
export const indexHtml = (
  { contract, asOf, madeAt, period }: Omit<Manifest, "form" | "files" | "index">,
  index: readonly IndexEntry[],
  limits: readonly Words[],
  invented: boolean,
): string => {
  const rows = index.map(
    ({ number, name, paths, source, form, purpose, extent }) =>
      `<tr><td class="number">${number}</td><td>${bothHtml(name)}${paths.map(linkTo).join("")}</td>${[
        source,
        form,
        purpose,
        extent,
      ]
        .map((one) => `<td>${bothHtml(one)}</td>`)
        .join("")}</tr>`,
  );
  const title = `证据目录 · ${contract.number}`;
  return pageHtml(
    title,
    `<h1>${bothHtml({ zh: title, en: `Index of evidence · ${contract.number}` })}</h1>
${inventedHtml(invented)}<p>${bothHtml(contract.title)}</p>
<p class="quiet">${bothHtml({
      zh: `${period === undefined ? "合同全部内容" : `${period} 的结算`}，截至 ${asOf}；${madeAt} 制作。`,
      en: `${period === undefined ? "The whole contract" : `The statement of ${period}`}, as of ${asOf}; made ${madeAt}.`,
    })}</p>
<p>${bothHtml({
      zh: "核验：用浏览器打开 verify.html，选取整个压缩包（不要解开）；不需要网络，文件不会离开这台电脑。也可以用 fealty verify。",
      en: "To verify: open verify.html in a browser and choose the whole archive, as it is. No network is needed and no file leaves this machine. `fealty verify` does the same.",
    })} <a href="verify.html">verify.html</a></p>
<div class="scroll" tabindex="0"><table>${headRow(HEADS)}<tbody>${rows.join("\n")}</tbody></table></div>
<h2>${bothHtml({ zh: "这些证据不能证明什么", en: "What this evidence cannot show" })}</h2>
<ul>${limits.map((one) => `<li>${bothHtml(one)}</li>`).join("\n")}</ul>`,
  );
};
const linkTo = (path: string): string => `<br><a href="${escaped(path)}">${escaped(path)}</a>`;

export interface TimelineWords extends Words {
  readonly at: string;
  readonly recordedAt: string;
  readonly id: string;
}
/** What happened under the contract, the latest first, as people read it. */
export const timelineHtml = (
  number: string,
  rows: readonly TimelineWords[],
  total: number,
  invented: boolean,
): string => {
  const title = `时间线 · ${number}`;
  const heads = [
    { zh: "发生", en: "Happened" },
    { zh: "记录", en: "Recorded" },
    { zh: "事项", en: "What" },
    { zh: "事实编号", en: "Id of the fact" },
  ];
  const cut =
    rows.length < total
      ? `<p>${bothHtml({ zh: `共 ${total} 项，这里列出最近的 ${rows.length} 项；全部在 facts.ndjson 中。`, en: `The latest ${rows.length} of ${total}; all of them are in facts.ndjson.` })}</p>`
      : `<p>${bothHtml({ zh: `共 ${total} 项`, en: `${total} in all` })}</p>`;
  const body = rows.map(
    ({ at, recordedAt, id, zh, en }) =>
      `<tr><td class="moment">${escaped(at)}</td><td class="moment">${escaped(recordedAt)}</td><td>${bothHtml({ zh, en })}</td><td>${escaped(id)}</td></tr>`,
  );
  return pageHtml(
    title,
    `<h1>${bothHtml({ zh: title, en: `Timeline · ${number}` })}</h1>
${inventedHtml(invented)}${cut}
<div class="scroll" tabindex="0"><table>${headRow(heads)}<tbody>${body.join("\n")}</tbody></table></div>`,
  );
};
