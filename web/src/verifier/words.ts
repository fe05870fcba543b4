/** What the page says, in both languages. */
export const words = {
  title: { zh: "忠约 · 核验证据包", en: "Fealty · verify a bundle of evidence" },
  other: { zh: "English", en: "中文" },
  intro: {
    zh: "选取整个证据包（.zip，不要解开）。核验在这台电脑上完成，不联网，文件不会离开这里。",
    en: "Choose the whole bundle (.zip, as it is). Everything is computed on this machine; no network is asked and no file leaves it.",
  },
  bundle: { zh: "证据包", en: "The bundle" },
  receipts: {
    zh: "您自己保存的回执（可选，可以选多个）：用来查出签收之后整条重写过的记录",
    en: "Receipts that you kept (optional, one or more): they show a record that was rewritten as a whole after they were given",
  },
  busy: { zh: "正在核验……", en: "Verifying…" },
  unread: { zh: "文件读不出来。", en: "The file cannot be read." },
  broken: {
    zh: "核验没有完成：文件损坏得太厉害，或者浏览器的内存不够。换一台电脑，或用 fealty verify 再试。",
    en: "The verification did not come to an end: the file is too damaged, or the browser ran out of memory. Try another machine, or `fealty verify`.",
  },
  allHold: { zh: "全部核验通过", en: "Everything holds" },
  notAll: { zh: "有核验不通过的地方", en: "Not everything holds" },
  holds: { zh: "✓ 通过", en: "✓ holds" },
  fails: { zh: "✗ 不通过", en: "✗ fails" },
  contract: { zh: "合同", en: "Contract" },
  party: { zh: "谁的证据包", en: "Whose bundle" },
  case: { zh: "案件", en: "Case" },
  days: { zh: "起止日期", en: "Days" },
  period: { zh: "结算期间", en: "Period" },
  asOf: { zh: "截至", en: "As of" },
  madeAt: { zh: "制作时间", en: "Made" },
  checks: { zh: "核验了什么", en: "What was checked" },
  limits: { zh: "这些证据不能证明什么", en: "What this evidence cannot show" },
} as const;
