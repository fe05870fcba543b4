// Clauses: N7, N8
import { type BundleText, partyWord } from "./bundle-words.ts";

interface Signed {
  readonly receipts: readonly { readonly party: string }[];
}
interface Acts {
  readonly omitted: number;
  readonly omittedEvents?: number;
  readonly size: number;
  readonly acts: readonly { readonly act: { readonly what?: Readonly<Record<string, unknown>> } }[];
}
interface KeyPrint {
  readonly name: string;
  readonly party?: string;
  readonly print: string;
}
/** Of a bundle that a party other than the company made for itself. */
export interface ShownLimits {
  readonly party: string;
  /** How many figures it shows, and how many of them its own facts give. */
  readonly figures: number;
  readonly here: number;
  /** It ends with a period: what came later is left out as well. */
  readonly ends?: boolean;
}
/** What such a bundle leaves out, and why. */
const leftOut = (
  { party, figures, here, ends = false }: ShownLimits,
  { omitted, omittedEvents = 0 }: Acts,
): BundleText[] => {
  const who = partyWord(party);
  const why =
    party === "intermediary"
      ? {
          zh: "写有客户、订单、保单或能由此认出客户的事实（中介方未经客户同意不得获知，个人信息保护法第二十三条），客户对调查的回答，以及由回答引出的联系",
          en: "facts that name a customer, an order or a policy or would lead to the customer (which an intermediary learns with the customer's consent alone, PIPL 23), customers' answers to surveys, and contacts that an answer led to",
        }
      : {
          zh: "客户对调查的回答，以及由回答引出的联系（谁作了什么回答对各方都保密，客户才能放心作答），和写有乙方不服务的客户的姓名或联系方式的事实",
          en: "customers' answers to surveys and contacts that an answer led to (who answered what is kept from every party, so that customers are free to answer), and facts with the name or address of a customer whom the agent does not serve",
        };
  return [
    {
      zh: `这是${who.zh}的证据包，只装${who.zh}在页面上可以看到的内容。未装入 ${omittedEvents} 项事实：${why.zh}${ends ? "；以及所选期间以后的事实" : ""}。它们在记录里各留校验值，没有被抽换，但在这里看不到内容。`,
      en: `This is the bundle of ${who.en} and holds what ${who.en} may see on its screens. Left out are ${omittedEvents} facts: ${why.en}${ends ? "; and facts from after the days asked for" : ""}. Each stands in the record by its hash: none was exchanged, and none can be read here.`,
    },
    {
      zh: `另有 ${Math.max(0, omitted - omittedEvents)} 条记录是其他人的操作，写有操作人和所用机器的地址，也只留校验值。`,
      en: `${Math.max(0, omitted - omittedEvents)} more records are acts of others, with the person and the address of the machine; they stand by their hash too.`,
    },
    ...(here === figures
      ? []
      : [
          {
            zh: `${figures} 个数字中有 ${figures - here} 个还依据没有装入的事实：在这里不能重算，是公司签名陈述的数字。需要全部重算的，可以请公司（或经仲裁庭、法院要求公司）出具完整的证据包。`,
            en: `${figures - here} of ${figures} figures rest on facts that were left out, too: they cannot be computed anew here and are the company's signed word. For all of them ask the company, or have a tribunal or court order it, to give the whole bundle.`,
          },
        ]),
  ];
};
/** What no check of this kind can show, said to whoever relies on it. */
export const limitsOf = (record: Signed, read: Acts, keys: readonly KeyPrint[], shown?: ShownLimits): BundleText[] => {
  const { omitted, size, acts } = read;
  const begun = acts.map(({ act }) => act.what?.begun as { readonly events?: number } | undefined).find((one) => one);
  const earlier = begun?.events ?? 0;
  const countersigned = [...new Set(record.receipts.map(({ party }) => party))].filter((party) => party !== "company");
  const named = (language: "zh" | "en") =>
    keys
      .map(({ name, party, print }) => `${party === undefined ? name : partyWord(party)[language]} ${print}`)
      .join(language === "zh" ? "；" : "; ");
  return [
    ...(shown === undefined ? [] : leftOut(shown, read)),
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
