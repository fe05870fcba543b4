// Clauses: C1.2, A2
import { parseInstant } from "@fealty/engine/values/date.ts";
import { COMPANY } from "../demo/company.ts";
import { signerOf } from "../demo/contract-file.ts";
import { BRANCHES } from "../demo/people.ts";
import type { Agent } from "../demo/people-model.ts";
import { PRODUCTS } from "../demo/products.ts";
import type { Letter } from "../store/letters.ts";

/** Who wrote the letters of the demonstration company, and who put them in force. */
export const LETTER_WRITER = "S02";
export const LETTER_ACTIVATOR = "S06";
const KINDS = ["authority_issued", "authority_recalled", "recall_published"] as const;

/** The letter of an agent as annex A2 of its contract has it, with the life that the contract's facts tell. */
export const letterOfAgent = (
  agent: Agent,
  facts: string,
  term: { readonly from: string; readonly until: string },
  {
    writer,
    activator,
    newCode,
  }: { readonly writer: string; readonly activator: string; readonly newCode: () => string },
): Omit<Letter, "contractId" | "letterId"> => {
  const [issued, recalled, published] = KINDS.map((kind) => momentOf(facts, kind));
  const branch = BRANCHES.find(({ id }) => id === agent.branch)!;
  return {
    number: `SQ-${agent.id}`,
    version: 1,
    agentName: signerOf(agent),
    matters: ["introduction", "application", "delivery", "premium_notice", "claims_help", "service"],
    powers: {
      zh: "以甲方名义办理上列事项；无权承诺合同约定以外的利益，无权收取现金，无权变更合同内容。",
      en: "To handle the matters listed in the Company’s name; no power to promise benefits beyond the contract, to take cash or to change a contract.",
    },
    amountLimit: "50000.00",
    territory: branch.province,
    territories: [branch.province.zh, branch.province.en],
    products: {
      zh: "甲方在售的人身保险、机动车辆保险和财产保险产品",
      en: "the personal, motor and property insurance products that the Company has on sale",
    },
    // Facts call them by the one or by the other.
    productCodes: [...new Set(PRODUCTS.flatMap(({ code, zh }) => [code, zh]))],
    fromOn: term.from,
    untilOn: term.until,
    signedBy: COMPANY.representative,
    signedOn: term.from,
    form: "both",
    preparedAt: parseInstant(`${term.from}T09:00:00+08:00`)!,
    preparedBy: writer,
    ...(issued === undefined ? {} : { activatedAt: issued, activatedBy: activator, statusCode: newCode() }),
    ...(issued === undefined || recalled === undefined
      ? {}
      : {
          endedAt: recalled,
          endGround: "recalled" as const,
          endWords: "合同终止，收回授权",
          ...(published === undefined ? {} : { recallPublishedAt: published }),
        }),
  };
};
const momentOf = (facts: string, kind: (typeof KINDS)[number]) => {
  const line = facts.split("\n").find((one) => one.includes(`"${kind}"`));
  return line === undefined ? undefined : parseInstant((JSON.parse(line) as { at: string }).at);
};
