// Clauses: N7

/** Text of others within HTML. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Styles within the page: it has to look right from a disk without network, on screen, on paper and on a phone.
const STYLE = `:root{color-scheme:light}
body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif;color:#1f2430}
h1{font-size:1.4rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.4rem 0}.quiet{color:#5a6372}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid #d9dde4;padding:.45rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;white-space:nowrap}td.moment{white-space:nowrap}td.number{text-align:right}
.en{display:block;color:#5a6372;font-size:.9em}
li{margin:.3rem 0}a{color:#1d4ed8}
@media print{body{margin:0;max-width:none;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}}
`;
/** A whole page without script, for a browser and for paper. */
export const pageHtml = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
/** Both languages, Chinese first. */
export const bothHtml = ({ zh, en }: { readonly zh: string; readonly en: string }): string =>
  `${escaped(zh)}<span class="en" lang="en">${escaped(en)}</span>`;
