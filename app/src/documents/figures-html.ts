// Clauses: N2, N7
import { type BundleHead, headRow, inventedHtml } from "./bundle-html.ts";
import { bothHtml, escaped, pageHtml } from "./page-html.ts";

interface Row {
  readonly zh: string;
  readonly en: string;
  readonly period: string;
  readonly cells: readonly string[];
  readonly here: boolean;
}
const PERIOD = { zh: "期间", en: "Period" };
const HERE = { zh: "能否重算", en: "Computed anew" };
const STATEMENT = [
  { zh: "结算", en: "Statement" },
  PERIOD,
  { zh: "应得", en: "Earned" },
  { zh: "留存", en: "Held" },
  { zh: "应付", en: "Payable" },
  { zh: "已付", en: "Paid" },
  { zh: "未付", en: "Open" },
  HERE,
];
const METRIC = [{ zh: "指标", en: "Measure" }, PERIOD, { zh: "数值", en: "Value" }, { zh: "样本", en: "Sample" }, HERE];
/** The figures that a party sees on its screens, and which of them the facts of its bundle give by themselves. */
export const figuresHtml = (
  { contract, asOf }: BundleHead,
  { statements, metrics }: { readonly statements: readonly Row[]; readonly metrics: readonly Row[] },
  invented: boolean,
): string => {
  const title = `所见数字 · ${contract.number}`;
  const part = (name: { zh: string; en: string }, heads: typeof STATEMENT, rows: readonly Row[]): string =>
    rows.length === 0
      ? ""
      : `<h2>${bothHtml(name)}</h2>
<div class="scroll" tabindex="0"><table>${headRow(heads)}<tbody>${rows.map(rowHtml).join("\n")}</tbody></table></div>`;
  return pageHtml(
    title,
    `<h1>${bothHtml({ zh: title, en: `Figures as seen · ${contract.number}` })}</h1>
${inventedHtml(invented)}<p class="quiet">${bothHtml({ zh: `截至 ${asOf}`, en: `As of ${asOf}` })}</p>
<p>${bothHtml({
      zh: "“可以”：包内的事实就能得出这个数字，核验工具会重新算一遍。“依据包外事实”：它还依据没有装入的内容，这里以公司的签名为准。",
      en: "“Yes”: the facts here give the figure, and the verifier computes it again. “Rests on more”: it rests on what was left out, too, and stands as the company signed it.",
    })}</p>
${part({ zh: "结算单", en: "Statements" }, STATEMENT, statements)}
${part({ zh: "指标", en: "Measures" }, METRIC, metrics)}`,
  );
};
const rowHtml = ({ zh, en, period, cells, here }: Row): string =>
  `<tr><td>${bothHtml({ zh, en })}</td><td>${escaped(period)}</td>${cells
    .map((cell) => `<td class="number">${escaped(cell)}</td>`)
    .join(
      "",
    )}<td>${bothHtml(here ? { zh: "可以", en: "Yes" } : { zh: "依据包外事实", en: "Rests on more" })}</td></tr>`;
