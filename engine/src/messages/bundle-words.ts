// Clauses: N7

export interface BundleText {
  readonly zh: string;
  readonly en: string;
}
const text = (zh: string, en: string): BundleText => ({ zh, en });
const PARTIES: Readonly<Record<string, BundleText>> = {
  company: text("公司", "the company"),
  agent: text("代理人", "the agent"),
  intermediary: text("中介方", "the intermediary"),
};
export const partyWord = (party: string): BundleText => PARTIES[party] ?? text(party, party);

/** What is checked of a bundle of evidence. */
export const CHECKS = {
  archive: text("压缩包的每个字节都是制作时的样子", "Every byte of the archive is as it was made"),
  form: text("这是忠约的证据包", "This is a bundle of evidence made by Fealty"),
  manifest: text(
    "目录由公司的密钥签名，签名后没有改动",
    "The list of files is signed with the company's key and was not changed since",
  ),
  files: text(
    "目录所列的文件都在，内容相符，没有多出的文件",
    "Every file that is listed is there with its content, and no other",
  ),
  records: text(
    "每条记录都由原文重算得出，与事实逐行相符",
    "Every record was made anew from its content and fits the facts, line by line",
  ),
  root: text("全部记录算出的根，就是签名时的根", "The root over all records is the one that was signed"),
  versions: text(
    "合同各版文件就是记录下来的文件",
    "The contract's files, version by version, are those that were recorded",
  ),
  states: text(
    "以前签过的各个状态，都是这条记录链的开头部分",
    "Every state that was signed before is where this record began",
  ),
  stamps: text("时间戳是对这条记录的状态盖的", "The time stamps are over states of this record"),
  receipts: text("各方的回执与记录相符，签名有效", "The parties' receipts fit the record, and their signatures hold"),
  kept: text("另外提供的回执与记录相符", "The receipts given from elsewhere fit the record"),
  result: text(
    "每个数字都由合同和事实重新算出，结果相同",
    "Every figure was computed anew from contract and facts, and is the same",
  ),
  shown: text(
    "包内事实足以得出的数字都重算一致，已关账结算单的金额与记录相符",
    "The figures that the facts here give were computed anew and are the same; amounts of closed statements are those recorded",
  ),
  case: text(
    "列入这一案件的事实和义务，就是按包内事实归入的那些",
    "The facts and duties listed for the case are those that the facts here put there",
  ),
} as const;

const CANNOT: Readonly<Record<string, BundleText>> = {
  contract: text(
    "包内的合同读不出来，无法重算。",
    "The contract in the bundle does not read; nothing can be computed.",
  ),
  facts: text("包内的事实有读不出的行，无法重算。", "Some lines of the facts do not read; nothing can be computed."),
  zone: text(
    "包内没有合同所用时区的数据，无法重算。",
    "The data of the contract's time zone is not in the bundle; nothing can be computed.",
  ),
  result: text("包内的结果读不出来。", "The result in the bundle does not read."),
};
/** What does not hold, with its file and place; and what was found where it does. */
export const FAULTS = {
  notBundle: () =>
    text(
      "这个文件不是忠约的证据包，或已损坏到读不出目录。",
      "This file is no bundle of evidence by Fealty, or is too damaged for its list of files to be read.",
    ),
  archiveByte: (at: number) =>
    text(
      `压缩包第 ${at} 字节被改动（在文件之间的目录信息里）。`,
      `Byte ${at} of the archive was changed, in what stands around the files.`,
    ),
  fileByte: (path: string, at: number, line: number) =>
    text(`${path} 第 ${line} 行（第 ${at} 字节）被改动。`, `${path} was changed in line ${line} (byte ${at}).`),
  fileChanged: (path: string) => text(`${path} 的内容被改动。`, `The content of ${path} was changed.`),
  fileMissing: (path: string) => text(`缺少 ${path}。`, `${path} is missing.`),
  fileUnlisted: (path: string) =>
    text(`${path} 不在目录里，是后来加入的。`, `${path} is not in the list: it was added later.`),
  noteUnsigned: (path: string) =>
    text(
      `${path} 的签名无效：内容在签名后被改动，或不是用所列的密钥签的。`,
      `The signature in ${path} does not hold: it was changed since, or was not made with a key that is listed.`,
    ),
  signedBy: (name: string) => text(`签名密钥：${name}`, `signed with ${name}`),
  counted: (count: number) => text(`${count} 项`, `${count} of them`),
  more: (count: number) => text(`……另有 ${count} 处`, `… ${count} more`),
  not_canonical: (file: string, line: number) =>
    text(`${file} 第 ${line} 行不是规范写法的记录。`, `${file} line ${line} is no record in its canonical form.`),
  unread: (file: string, line: number) =>
    text(`${file} 第 ${line} 行读不出来。`, `${file} line ${line} does not read.`),
  other_fact: (file: string, line: number) =>
    text(`${file} 第 ${line} 行不是当时记录的事实。`, `${file} line ${line} is not the fact that was recorded.`),
  fact_missing: (file: string, line: number) =>
    text(
      `${file} 第 ${line} 行所记录的事实不在包里。`,
      `The fact recorded in ${file} line ${line} is not in the bundle.`,
    ),
  fact_unrecorded: (file: string, line: number) =>
    text(
      `${file} 第 ${line} 行没有记录，是后来加入的。`,
      `${file} line ${line} was never recorded: it was added later.`,
    ),
  other_files: (_: string, version: number) =>
    text(
      `合同第 ${version} 版的文件清单与记录不符。`,
      `The files of version ${version} of the contract are not those that were recorded.`,
    ),
  otherSize: (found: number, said: number) =>
    text(
      `包内有 ${found} 条记录，签名的状态是 ${said} 条。`,
      `The bundle has ${found} records; the signed state has ${said}.`,
    ),
  otherRoot: (size: number) =>
    text(
      `前 ${size} 条记录算出的根，不是签名的根：记录被改动过。`,
      `The root over the first ${size} records is not the one that was signed: records were changed.`,
    ),
  rootIs: (size: number, root: string) => text(`${size} 条记录，根 ${root}`, `${size} records, root ${root}`),
  versionKept: (version: number, at: string) =>
    text(`第 ${version} 版，${at} 记录`, `version ${version}, recorded ${at}`),
  otherState: (size: number) =>
    text(
      `以前在 ${size} 条记录时签过的状态，与这些记录不符：记录链被重写过。`,
      `A state signed at ${size} records does not fit these records: the record was rewritten.`,
    ),
  otherReceipt: (party: string, size: number) =>
    text(
      `${partyWord(party).zh}在 ${size} 条记录时的回执与这些记录不符，或签名无效。`,
      `A receipt of ${partyWord(party).en} at ${size} records does not fit these records, or its signature does not hold.`,
    ),
  receiptOf: (party: string, size: number, at: string, device: string) =>
    text(
      `${partyWord(party).zh}于 ${at} 在 ${size} 条记录时签收（${device}）`,
      `${partyWord(party).en}, ${at}, at ${size} records (${device})`,
    ),
  otherStamp: (path: string, size: number) =>
    text(
      `${path} 不是对 ${size} 条记录时的状态盖的时间戳。`,
      `${path} is no time stamp over the state at ${size} records.`,
    ),
  stampIs: (authority: string, at: string, size: number, path: string) =>
    text(
      `${authority} 于 ${at} 对 ${size} 条记录时的状态盖章；是不是该机构所签，请用它的证书核对（openssl ts -verify，文件 ${path}）`,
      `${authority} stamped the state at ${size} records, ${at}; whether the signature is the authority’s, its certificate tells (openssl ts -verify, file ${path})`,
    ),
  notReceipt: () => text("另外提供的文件不是忠约的回执。", "A file given as a receipt is none."),
  receiptLater: (size: number, found: number) =>
    text(
      `回执是 ${size} 条记录时签的，包内只有 ${found} 条：请向公司索取不早于回执的证据包。`,
      `The receipt was given at ${size} records and the bundle has ${found}: ask for a bundle that is no older than the receipt.`,
    ),
  receiptElse: (size: number) =>
    text(
      `回执（${size} 条记录）与包内的记录不符：签收之后，记录链被重写过。`,
      `The receipt (${size} records) does not fit the records of the bundle: the record was rewritten after it was given.`,
    ),
  receiptFits: (size: number, parties: readonly string[]) => {
    const named = parties.map(partyWord);
    return text(
      `回执（${size} 条记录）相符${named.length === 0 ? "" : `，签收方：${named.map(({ zh }) => zh).join("、")}`}`,
      `the receipt at ${size} records fits${named.length === 0 ? "" : `, countersigned by ${named.map(({ en }) => en).join(" and ")}`}`,
    );
  },
  cannotCompute: (why: string) => CANNOT[why] ?? CANNOT.result!,
  otherStatement: (period: string, rule: string) =>
    text(
      `${period} 的结算（${rule}）与当时记录的金额不同。`,
      `The statement of ${period} (${rule}) has other amounts than were recorded.`,
    ),
  notShown: () =>
    text("缺少这一方所见的数字，或读不出来。", "The figures that this party sees are missing or do not read."),
  notCase: (id: string) =>
    text(`缺少案件 ${id} 的清单，或读不出来。`, `The list of case ${id} is missing or does not read.`),
  otherFigure: (name: string) =>
    text(`${name} 与按包内事实重算的不同。`, `${name} is not what the facts here come to.`),
  otherCaseFacts: (id: string) =>
    text(
      `列入案件 ${id} 的事实与包内事实不符。`,
      `The facts listed for case ${id} are not those that the facts here put there.`,
    ),
  reshown: (here: number, of: number) =>
    text(
      `${of} 个数字中有 ${here} 个由包内事实重算一致${here === of ? "" : `；其余 ${of - here} 个还依据没有装入的内容，以公司的签名为准`}`,
      `${here} of ${of} figures computed anew from the facts here${here === of ? "" : `; the other ${of - here} rest on what was left out, too, and stand as the company signed them`}`,
    ),
  statementsRecorded: (count: number) =>
    text(
      `${count} 份已关账结算单的金额与关账时写入记录的相同`,
      `${count} closed statements with the amounts that were recorded when they closed`,
    ),
  caseIs: (id: string, facts: number, here: number, of: number) =>
    text(
      `案件 ${id}：${facts} 项事实，${of} 项义务，其中 ${here} 项重算一致`,
      `case ${id}: ${facts} facts and ${of} duties, ${here} of them computed anew`,
    ),
  recomputed: (statements: number, recorded: number) =>
    text(
      `${statements} 份结算单重算一致，其中 ${recorded} 份与记录的金额核对过`,
      `${statements} statements recomputed, ${recorded} of them held against the amounts recorded`,
    ),
} as const;
