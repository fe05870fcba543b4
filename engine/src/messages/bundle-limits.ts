// Clauses: N7, N8
import { type BundleText, partyWord } from "./bundle-words.ts";

interface Signed {
  readonly receipts: readonly { readonly party: string }[];
}
interface Acts {
  readonly omitted: number;
  readonly size: number;
  readonly acts: readonly { readonly act: { readonly what?: Readonly<Record<string, unknown>> } }[];
}
interface KeyPrint {
  readonly name: string;
  readonly party?: string;
  readonly print: string;
}
/** What no check of this kind can show, said to whoever relies on it. */
export const limitsOf = (record: Signed, { omitted, size, acts }: Acts, keys: readonly KeyPrint[]): BundleText[] => {
  const begun = acts.map(({ act }) => act.what?.begun as { readonly events?: number } | undefined).find((one) => one);
  const earlier = begun?.events ?? 0;
  const countersigned = [...new Set(record.receipts.map(({ party }) => party))].filter((party) => party !== "company");
  const named = (language: "zh" | "en") =>
    keys
      .map(({ name, party, print }) => `${party === undefined ? name : partyWord(party)[language]} ${print}`)
      .join(language === "zh" ? "；" : "; ");
  return [
    {
      zh: "这是公司自己保存的记录，公司不是中立的第三方平台（《民事证据规定》第九十四条第二项所指的平台不是它）。它有多可靠，要看对方手里的回执：没有回执的部分，公司仍可能整条重写。",
      en: "This is a record that the company keeps itself, and a company is not a neutral platform in the sense of article 94(2) of the Evidence Rules. Its strength is the receipts that others hold: what no receipt covers, the company could still have rewritten as a whole.",
    },
    countersigned.length === 0
      ? {
          zh: "公司以外没有任何一方在记录上签收过。",
          en: "Nobody but the company has countersigned this record.",
        }
      : {
          zh: `在记录上签收过的：${countersigned.map((party) => partyWord(party).zh).join("、")}。`,
          en: `Countersigned by ${countersigned.map((party) => partyWord(party).en).join(" and ")}.`,
        },
    {
      zh: "记录能证明内容自记下以后没有变，不能证明记下的内容在当时就是真的（《在线诉讼规则》第十八条）；上链以前的真实性，要靠来源和其他证据。",
      en: "A record shows that nothing changed since it was written down. It does not show that what was written down was true (Online Litigation Rules, 18): for that there are the sources and other evidence.",
    },
    {
      zh: "记录的时刻是公司机器的时刻，除非另有时间戳。",
      en: "The moments of recording are those of the company's machine, unless there is a time stamp.",
    },
    {
      zh: `签名密钥是谁的，证据包自己说明不了。请把密钥指纹与从别处得知的核对：${named("zh")}。`,
      en: `Whose keys these are no bundle can say of itself. Compare their fingerprints with what you know from elsewhere: ${named("en")}.`,
    },
    ...(earlier > 0
      ? [
          {
            zh: `记录开始时合同已有 ${earlier} 项事实：它们在记录开始以前有没有变过，这里看不出来。`,
            en: `When the record began the contract had ${earlier} facts already: whether they changed before that, cannot be seen here.`,
          },
        ]
      : []),
    ...(omitted > 0
      ? [
          {
            zh: `${size} 条记录中有 ${omitted} 条只给出了校验值，内容不在这个包里。`,
            en: `Of ${size} records ${omitted} stand here by their hash alone; their content is not part of this bundle.`,
          },
        ]
      : []),
    {
      zh: "客户的姓名等个人信息以承诺值代替，不在包里；客户被删除后，谁也不能再从中还原。",
      en: "Names of customers and the like stand as commitments and are not in the bundle; once a customer is erased nobody can tell from them who it was.",
    },
  ];
};
