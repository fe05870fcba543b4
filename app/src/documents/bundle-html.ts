// Clauses: N7
import type { IndexEntry, Manifest } from "@fealty/engine/evidence/bundle-form.ts";
import { partyWord } from "@fealty/engine/messages/bundle-words.ts";
import { bothHtml, escaped, pageHtml } from "./page-html.ts";

interface Words {
  readonly zh: string;
  readonly en: string;
}
export const DEMONSTRATION = {
  zh: "演示数据：人物、公司和金额均为虚构。",
  en: "Demonstration data: people, companies and amounts are made up.",
};
const HEADS: readonly Words[] = [
  { zh: "序号", en: "No." },
  { zh: "名称", en: "Name" },
  { zh: "来源", en: "Source" },
  { zh: "形式", en: "Form" },
  { zh: "证明目的", en: "Purpose" },
  { zh: "页数或数量", en: "Pages or extent" },
];
export const TIMELINE_HEADS: readonly Words[] = [
  { zh: "发生", en: "Happened" },
  { zh: "记录", en: "Recorded" },
  { zh: "事项", en: "What" },
  { zh: "事实编号", en: "Id of the fact" },
];
export const DUTIES: Words = { zh: "这一案件中的义务", en: "Duties of this case" };
export const DUTY_HEADS: readonly Words[] = [
  { zh: "义务", en: "Duty" },
  { zh: "到期", en: "Due" },
  { zh: "完成", en: "Done" },
  { zh: "状态", en: "State" },
];
export const headRow = (heads: readonly Words[]): string =>
  `<thead><tr>${heads.map((one) => `<th scope="col">${bothHtml(one)}</th>`).join("")}</tr></thead>`;

/** At the head of every page that is made of a demonstration company. */
export const inventedHtml = (invented: boolean): string =>
  invented ? `<p><strong>${bothHtml(DEMONSTRATION)}</strong></p>\n` : "";
export const TIMELINE = "timeline.html";
export type BundleHead = Omit<Manifest, "form" | "files" | "index">;
/** Of what, as of when, and whose it is. */
export const scopeWords = ({ asOf, madeAt, period, from, until, case: matter, party }: BundleHead): Words => {
  const [zh, en] =
    matter !== undefined
      ? [`案件 ${matter}`, `Case ${matter}`]
      : from !== undefined
        ? [`${from} 至 ${until}`, `${from} to ${until}`]
        : period !== undefined
          ? [`${period} 的结算`, `The statement of ${period}`]
          : ["合同全部内容", "The whole contract"];
  const whose = party === undefined ? undefined : partyWord(party);
  return {
    zh: `${whose === undefined ? "" : `${whose.zh}的证据包：`}${zh}，截至 ${asOf}；${madeAt} 制作。`,
    en: `${whose === undefined ? "" : `The bundle of ${whose.en}: `}${en}, as of ${asOf}; made ${madeAt}.`,
  };
};
/** 证据目录: what the bundle holds, and what it cannot show. */
export const indexHtml = (
  head: BundleHead,
  index: readonly IndexEntry[],
  limits: readonly Words[],
  invented: boolean,
): string => {
  const { contract } = head;
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
<p class="quiet">${bothHtml(scopeWords(head))}</p>
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
/** What happened under the contract, the latest first, as people read it; of a case, with the duties that it started. */
export const timelineHtml = (
  head: BundleHead,
  rows: readonly TimelineWords[],
  total: number,
  invented: boolean,
  duties: readonly DutyWords[] = [],
): string => {
  const title = `时间线 · ${head.contract.number}`;
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
    `<h1>${bothHtml({ zh: title, en: `Timeline · ${head.contract.number}` })}</h1>
${inventedHtml(invented)}<p class="quiet">${bothHtml(scopeWords(head))}</p>
${cut}
<div class="scroll" tabindex="0"><table>${headRow(TIMELINE_HEADS)}<tbody>${body.join("\n")}</tbody></table></div>${dutiesHtml(duties)}`,
  );
};
export interface DutyWords extends Words {
  readonly state: Words;
  readonly dueAt?: string;
  readonly closedAt?: string;
}
const dutiesHtml = (duties: readonly DutyWords[]): string => {
  if (duties.length === 0) return "";
  const body = duties.map(
    ({ zh, en, dueAt = "–", closedAt = "–", state }) =>
      `<tr><td>${bothHtml({ zh, en })}</td><td class="moment">${escaped(dueAt)}</td><td class="moment">${escaped(closedAt)}</td><td>${bothHtml(state)}</td></tr>`,
  );
  return `
<h2>${bothHtml(DUTIES)}</h2>
<div class="scroll" tabindex="0"><table>${headRow(DUTY_HEADS)}<tbody>${body.join("\n")}</tbody></table></div>`;
};
