import { describe, expect, it } from "vitest";
import { PLAIN_HEAD } from "../../../test/plain-head.ts";
import { loadContract } from "../load.ts";
import { checkContract } from "./check.ts";

const contract = (zh: string, en: string, statutes: string): string => `${PLAIN_HEAD}clauses:
  - {id: C1.1, title: {zh: 题, en: T}, text: {zh: ${JSON.stringify(zh)}, en: ${JSON.stringify(en)}}${statutes}}
`;
const findings = (zh: string, en: string, statutes = ", statutes: [CN-INS-131]") => {
  const { contract: loaded, diagnostics } = loadContract("c.yaml", () => contract(zh, en, statutes));
  expect(diagnostics).toEqual([]);
  return checkContract(loaded!);
};
const inChinese = (text: string): string[] => findings(text, "As agreed.").map((one) => one.code);
const inEnglish = (text: string): string[] => findings("依约。", text).map((one) => one.code);

describe.each([
  {
    code: "rescission_too_narrow",
    lint: "L5",
    zh: [
      "合同解除须经双方同意。",
      "解除本合同，应当由双方协商一致。",
      "本合同的解除必须取得对方书面同意。",
      "未经双方协商一致，任何一方不得解除本合同。",
      "未经甲方书面同意，乙方不得提前解除合同。",
      "任何一方均不得单方面解除本合同。",
      "双方协商一致后方可解除本合同。",
      "合同解除是指双方同意结束合同。",
    ],
    zhHarmless: [
      "双方协商一致，可以解除本合同。",
      "解除合同无须对方同意，自通知到达时生效。",
      "除法定情形外，解除本合同须经双方同意。",
      "合同解除包括双方协商一致的解除和依法定事由的解除。",
      "合同解除后，结算单须经双方确认一致。",
      "调解期间，任何一方不得单方解除本合同。",
      "甲方不得擅自解除本合同。",
      "本合同变更须经双方书面同意。",
    ],
    en: [
      "Rescission requires the consent of both parties.",
      "This contract may be terminated only by mutual agreement.",
      "Termination of this contract is subject to the other party's written consent.",
      "Neither party may unilaterally terminate the contract.",
      "No party may terminate the contract without the other party's consent.",
      "Rescission means that both parties agree to end the contract.",
    ],
    enHarmless: [
      "The parties may agree to terminate the contract.",
      "Termination does not require the consent of both parties.",
      "Termination requires the consent of both parties, except where the law gives a right to terminate.",
      "Either party may terminate at any time by notice.",
      "Neither party may terminate the contract without notice.",
      "A change requires the written consent of both parties.",
    ],
  },
  {
    code: "target_undetermined",
    lint: "L7",
    zh: [
      "应达到客户满意度目标，否则视为违约。",
      "乙方须完成甲方下达的业绩指标，未完成的按违约处理。",
      "乙方保证实现续保率目标，达不到的应当赔偿甲方损失。",
      "客户满意度不达标的，构成违约。",
      "客户满意度低于要求的，乙方承担违约责任。",
      "乙方完不成业绩要求的，视为违约。",
      "双方重视客户满意度目标。未达到的，视为违约。",
    ],
    zhHarmless: [
      "乙方未达到目标的，不构成违约。",
      "应达到客户满意度目标，否则由双方商定改进计划，不视为违约。",
      "未完成业绩指标的，乙方不承担违约责任。",
      "达到满意度目标的，甲方支付奖金。",
      "乙方应当达到培训标准，未达到的可以补考。",
      "甲方逾期付款的，构成违约。",
    ],
    en: [
      "The agent shall meet the satisfaction target, failing which it is in breach.",
      "The agent must reach the sales goal, otherwise this counts as a breach.",
      "If satisfaction is below the standard, the agent is in default.",
      "A missed target is a breach: whoever missed the target pays damages.",
      "Failing to meet the target is a breach.",
    ],
    enHarmless: [
      "Not meeting a target is no breach.",
      "The agent shall meet the target; otherwise the parties agree on a plan, and this is not a breach.",
      "Whoever reaches the target receives a bonus.",
      "Late payment is a breach.",
    ],
  },
  {
    code: "self_evaluation_in_text",
    lint: "L8",
    zh: [
      "由乙方自评并据此发放奖金。",
      "奖金按照乙方自我评价的结果计算。",
      "乙方自我考核的分数与佣金挂钩。",
      "以自评作为确定激励等级的依据。",
      "乙方自行打分，甲方以此计发奖金。",
    ],
    zhHarmless: [
      "自评仅供展示和改进，不作为计算报酬的依据。",
      "乙方每季度提交自评。",
      "乙方的自我评价不影响奖金。",
      "奖金依实测指标计算，与自评无关。",
      "甲方评价后发放奖金。",
    ],
    en: [
      "The agent's self-evaluation decides its bonus.",
      "The bonus is based on the agent's self-assessment.",
      "The agent rates itself and receives the bonus accordingly.",
    ],
    enHarmless: [
      "The self-evaluation is not used to compute pay.",
      "The agent hands in a self-evaluation each quarter.",
      "The self-evaluation is for information only; the bonus follows the measured figure.",
      "The company evaluates the agent and pays a bonus.",
    ],
  },
  {
    code: "customer_reward",
    lint: "A10",
    zh: [
      "对购买保险的客户，乙方可赠送礼品卡。",
      "客户续保返现5%。",
      "乙方可以向续保客户赠送购物卡。",
      "投保人可以获得红包。",
      "凡投保者，均可领取礼品。",
      "将部分佣金返还给投保人，返现给客户。",
      "客户介绍他人投保的，获赠优惠券。",
      "客户续保返现5%，但不得超过200元。",
    ],
    zhHarmless: [
      "双方均不得给予客户礼品、红包。",
      "严禁以返现、赠送礼品卡等方式吸引客户续保。",
      "客户续保的，甲方给予乙方现金奖励。",
      "客户满意度达标的，乙方获得奖励。",
      "客户解除保险合同的，返还现金价值。",
      "客户资料应当妥善送达。",
      "乙方不得返佣给客户。",
    ],
    en: [
      "The agent may give a gift card to customers who buy insurance.",
      "Customers who renew receive 5% cash back.",
      "A rebate is paid to each policyholder.",
      "Policyholders will be given vouchers.",
    ],
    enHarmless: [
      "Neither party shall give customers a gift or rebate.",
      "The agent must not offer policyholders a discount.",
      "The customer receives the cash value of the policy.",
      "Customers receive an answer within two days.",
    ],
  },
  {
    code: "arbitration_two_institutions",
    lint: "L1",
    zh: [
      "争议提交北京或上海仲裁委员会仲裁。",
      "争议提交北京仲裁委员会或者上海国际仲裁中心仲裁。",
      "争议由甲方所在地或者乙方所在地的仲裁委员会仲裁。",
      "可以向北京或者向上海的仲裁委员会申请仲裁。",
      "争议提交杭州仲裁委员会、上海仲裁委员会裁决。",
      "争议由任何一个仲裁委员会仲裁。",
    ],
    zhHarmless: [
      "争议提交杭州仲裁委员会仲裁。",
      "双方可以协商或者提交杭州仲裁委员会仲裁。",
      "争议提交北京仲裁委员会（北京国际仲裁中心）仲裁。",
      "杭州仲裁委员会更名或者合并的，由承继其职能的仲裁委员会仲裁。",
      "本合同选定杭州仲裁委员会，不得向其他仲裁机构或者仲裁委员会申请。",
    ],
    en: [
      "Disputes go to the Beijing or Shanghai Arbitration Commission.",
      "Disputes are submitted to the Beijing Arbitration Commission or the Shanghai International Arbitration Center.",
      "Disputes are settled by arbitration by CIETAC or SHIAC, as the claimant chooses; the arbitration commission decides.",
    ],
    enHarmless: [
      "Disputes are submitted to the Hangzhou Arbitration Commission.",
      "The parties try mediation or go to the Hangzhou Arbitration Commission.",
      "If the Hangzhou Arbitration Commission is renamed or merged, its successor arbitration commission is chosen.",
    ],
  },
  {
    code: "final_interpretation",
    lint: "L2",
    zh: [
      "甲方保留最终解释权。",
      "本合同的解释权归甲方所有。",
      "本办法由甲方负责解释。",
      "条款含义以甲方的解释为准。",
      "本合同最后解释权属于公司。",
    ],
    zhHarmless: [
      "任何一方均不享有最终解释权。",
      "甲方不保留最终解释权，争议由人民法院裁判。",
      "由甲方解释清楚重要条款。",
      "甲方应当向乙方说明和解释条款。",
      "对条款的理解有争议的，由双方协商。",
    ],
    en: [
      "The company has the final right of interpretation.",
      "The right to interpret this contract belongs to the company.",
      "The company's interpretation is final.",
      "The interpretation given by the company shall prevail.",
    ],
    enHarmless: [
      "Neither party has the right of final interpretation.",
      "The tribunal has the power to interpret this contract.",
      "Headings do not affect interpretation.",
      "The company explains the key terms.",
    ],
  },
  {
    code: "sign_of_employment",
    lint: "A10",
    zh: [
      "甲方为乙方缴纳社会保险。",
      "甲方按月办理社保和公积金。",
      "社会保险费由甲方承担。",
      "乙方享受社会保险待遇。",
      "甲方为乙方购买养老保险。",
      "乙方每月领取底薪，且不得拒绝临时任务。",
    ],
    zhHarmless: [
      "甲方不为乙方缴纳社会保险。",
      "乙方自行缴纳社会保险。",
      "乙方以灵活就业人员身份参加社会保险。",
      "甲方不得要求乙方坐班、打卡。",
      "甲方无须为乙方办理社保。",
    ],
    en: [
      "The company pays the agent's social insurance.",
      "The company contributes to the housing fund of the agent.",
      "The agent is entitled to paid leave.",
    ],
    enHarmless: [
      "The company does not pay social insurance for the agent.",
      "The agent pays its own social insurance.",
      "There is neither paid leave nor social security.",
    ],
  },
])("C13.1 $lint $code", ({ code, zh, zhHarmless, en, enHarmless }) => {
  it.each(zh)("C13.1: is found: %s", (text) => {
    expect(inChinese(text)).toContain(code);
  });
  it.each(zhHarmless)("C13.1: is not found: %s", (text) => {
    expect(inChinese(text)).not.toContain(code);
  });
  it.each(en)("C13.1: is found: %s", (text) => {
    expect(inEnglish(text)).toContain(code);
  });
  it.each(enHarmless)("C13.1: is not found: %s", (text) => {
    expect(inEnglish(text)).not.toContain(code);
  });
});

describe("C13.1 what the findings rest on", () => {
  it.each([
    ["争议提交北京或上海仲裁委员会仲裁。", "CN-ARBI-5@2006, CN-ARB-29@2025"],
    ["甲方保留最终解释权。", "CN-CC-496@2020, CN-CC-497@2020, CN-CC-498@2020"],
    ["甲方为乙方缴纳社会保险。", "CN-LRN-1@2005, CN-LRN-2@2005"],
    ["客户续保返现5%。", "CN-INS-131@2015"],
  ])("C13.1: %s: %s", (zh, citation) => {
    expect(findings(zh, "As agreed.").map((one) => one.citation)).toEqual([citation]);
  });
  it("C13.1: gifts are left alone where nothing shows that insurance is sold; a sentence on insurance is enough", () => {
    expect(findings("会员可以领取礼品。客户购物后可以领取礼品。", "As agreed.", "")).toEqual([]);
    const codes = findings("对购买保险的客户，乙方可赠送礼品卡。", "As agreed.", "").map((one) => one.code);
    expect(codes).toEqual(["customer_reward"]);
  });
});

describe("C13.1 other ways to say the same, and neighbours that only look alike", () => {
  it.each([
    ["rescission_too_narrow", true, "本合同的解除须经甲乙双方书面同意。"],
    ["rescission_too_narrow", true, "合同的解除，须经双方同意。"],
    ["rescission_too_narrow", true, "解除合同需双方一致同意。"],
    ["rescission_too_narrow", true, "非经双方同意不得解除合同。"],
    ["rescission_too_narrow", true, "合同只能经双方协商一致解除。"],
    ["rescission_too_narrow", true, "合同解除应取得双方同意。"],
    ["rescission_too_narrow", true, "解除须经双方当事人一致同意。"],
    ["rescission_too_narrow", true, "不经双方同意，不得解除合同。"],
    ["rescission_too_narrow", true, "The contract can only be cancelled with both parties' consent."],
    ["rescission_too_narrow", true, "Both parties must agree before the contract can be terminated."],
    ["rescission_too_narrow", true, "This contract may not be terminated without the consent of both parties."],
    ["rescission_too_narrow", true, "Rescission shall be agreed by both parties."],
    ["rescission_too_narrow", true, "合同解除以双方同意为前提。"],
    ["rescission_too_narrow", false, "解除不以双方同意为前提。"],
    ["rescission_too_narrow", false, "经双方同意，可以提前解除本合同。"],
    ["rescission_too_narrow", false, "合同解除的，双方应当一致配合交接。"],
    ["rescission_too_narrow", false, "解除通知应当书面送达对方。"],
    ["rescission_too_narrow", false, "双方同意，任何一方可以随时解除本合同。"],
    ["rescission_too_narrow", false, "解除本合同应当提前三十日书面通知对方。"],
    ["rescission_too_narrow", false, "The parties agree that either party may terminate at any time."],
    ["rescission_too_narrow", false, "Termination requires thirty days' notice to the other party."],
    ["rescission_too_narrow", false, "On termination both parties return documents."],
    ["target_undetermined", true, "乙方应当达到约定的客户满意度目标，未达到即构成违约。"],
    ["target_undetermined", true, "未达客户满意度目标视为违约。"],
    ["target_undetermined", true, "客户满意度未达标即视为违约。"],
    ["target_undetermined", true, "满意度目标未实现，乙方违约。"],
    ["target_undetermined", true, "业绩目标未完成的视为违约。"],
    ["target_undetermined", true, "乙方达不到约定的服务标准的，应当支付违约金。"],
    ["target_undetermined", true, "没有完成目标就算违约。"],
    ["target_undetermined", true, "It is a breach if the agent fails to reach the satisfaction target."],
    ["target_undetermined", true, "The agent shall achieve the agreed targets, failure to do so is a breach."],
    ["target_undetermined", true, "Failure to achieve the agreed target constitutes a breach."],
    ["target_undetermined", true, "Not reaching the sales target is treated as default."],
    ["target_undetermined", false, "未达目标的，双方商定改进计划。"],
    ["target_undetermined", false, "未达到目标本身不是违约。"],
    ["target_undetermined", false, "未达标的，减少当期奖金，但不视为违约。"],
    ["target_undetermined", false, "乙方违反服务标准的，应当改正。"],
    ["target_undetermined", false, "Missing the target leads to a review and is not a breach."],
    ["self_evaluation_in_text", true, "乙方自行评估业绩并据此领取奖金。"],
    ["self_evaluation_in_text", true, "奖金由乙方自评确定。"],
    ["self_evaluation_in_text", true, "自评合格的，发放奖金。"],
    ["self_evaluation_in_text", true, "乙方对自己的工作进行评价，甲方据此支付奖金。"],
    ["self_evaluation_in_text", true, "乙方的报酬取决于其自我评价。"],
    ["self_evaluation_in_text", true, "自评得分达到90分的，给予奖金。"],
    ["self_evaluation_in_text", true, "Bonus is paid according to self assessment."],
    ["self_evaluation_in_text", true, "Commission depends on the agent's own evaluation."],
    ["self_evaluation_in_text", false, "甲方对乙方的工作进行评价，据此支付奖金。"],
    ["self_evaluation_in_text", false, "乙方可以对自己的工作进行评价，评价仅供参考。"],
    ["self_evaluation_in_text", false, "自评与实测指标并列公布。"],
    ["self_evaluation_in_text", true, "乙方应每季度对自己的业绩评分，评分决定奖金。"],
    ["self_evaluation_in_text", true, "乙方给自己打分，分数决定佣金。"],
    ["self_evaluation_in_text", false, "乙方应每季度对自己的业绩评分，评分不影响奖金。"],
    ["one_sided_change_in_text", true, "乙方不得解除本合同，甲方可随时单方变更本合同。"],
    ["one_sided_change_in_text", true, "甲方有权调整佣金，乙方不得提出异议。"],
    ["one_sided_change_in_text", false, "甲方不得随时变更本合同。"],
    ["one_sided_change_in_text", false, "甲方可以调整目标，但不得低于上年实绩。"],
    ["one_sided_change_in_text", true, "The Company may change this Agreement at any time at its sole discretion."],
    [
      "one_sided_change_in_text",
      true,
      "The Agent may not object, and the Company may alter its remuneration at any time.",
    ],
    ["one_sided_change_in_text", false, "The Company may not change this Agreement."],
    ["one_sided_change_in_text", false, "The Company may change this Agreement only with the Agent's written consent."],
    ["remedies_one_sided_in_text", true, "如乙方违约，甲方有权解除合同、暂停佣金、要求赔偿。"],
    ["remedies_one_sided_in_text", true, "乙方未按约定回访客户的，甲方可以扣减佣金。"],
    ["remedies_one_sided_in_text", false, "任何一方违约，对方有权解除合同并要求赔偿。"],
    ["remedies_one_sided_in_text", false, "乙方违约的，甲方有权要求赔偿。甲方逾期付款的，应当支付违约金。"],
    ["remedies_one_sided_in_text", true, "If the Agent is in breach, the Company may terminate and claim damages."],
    ["remedies_one_sided_in_text", false, "If the Agent is in breach, the Company may demand cure."],
    [
      "remedies_one_sided_in_text",
      false,
      "A party in breach compensates the other party for its loss; if the Agent is in breach, the Company may claim damages.",
    ],
    ["customer_reward", true, "乙方可以给购买保险的客户送礼品卡。"],
    ["customer_reward", true, "续保客户可享9折。"],
    ["customer_reward", true, "购买保险即送礼品。"],
    ["customer_reward", true, "对续保客户返还5%保费。"],
    ["customer_reward", true, "客户续保赠送价值200元的体检卡。"],
    ["customer_reward", true, "乙方可将佣金的一部分返还投保人。"],
    ["customer_reward", true, "乙方可以为客户垫付首期保费。"],
    ["customer_reward", true, "Renewing customers get 5% back."],
    ["customer_reward", true, "A gift card for every customer who renews."],
    ["customer_reward", true, "The agent may share its commission with the policyholder."],
    ["customer_reward", true, "Every purchase of a policy comes with a gift."],
    ["customer_reward", false, "投保人解除合同的，退还保费。"],
    ["customer_reward", false, "保险人依约向投保人返还保费。"],
    ["customer_reward", false, "客户可以获得保险金。"],
    ["customer_reward", false, "客户续保的，乙方的佣金为2%。"],
    ["customer_reward", false, "客户投诉成立的，甲方赔偿客户损失。"],
    ["customer_reward", false, "保险期满，客户领取现金红利。"],
    ["customer_reward", false, "客户续保率达标的，奖金按档发放。"],
    ["customer_reward", false, "甲方应当向乙方提供客户名单和礼品管理制度。"],
    ["customer_reward", false, "The agent receives a reward for customers who renew."],
    ["customer_reward", false, "The insurer returns the premium to the policyholder."],
    ["arbitration_two_institutions", true, "提交北京仲裁委员会或上海仲裁委员会。"],
    ["arbitration_two_institutions", true, "由北京、上海仲裁委员会仲裁。"],
    ["arbitration_two_institutions", true, "由北京仲裁委或上海国际经济贸易仲裁委员会裁决。"],
    ["arbitration_two_institutions", true, "双方均可选择北京仲裁委员会和上海仲裁委员会之一。"],
    ["arbitration_two_institutions", true, "Beijing Arbitration Commission or Shanghai Arbitration Commission."],
    ["arbitration_two_institutions", true, "to the arbitration commission at the seat of either party."],
    ["arbitration_two_institutions", true, "甲方所在地仲裁委员会或乙方所在地仲裁委员会。"],
    ["arbitration_two_institutions", false, "提交甲方所在地仲裁委员会。"],
    ["arbitration_two_institutions", false, "由杭州仲裁委员会按照该仲裁委员会的规则仲裁。"],
    ["arbitration_two_institutions", false, "协商、调解不成的，提交杭州仲裁委员会。"],
    ["arbitration_two_institutions", false, "向杭州仲裁委员会或者其指定的分会提出。"],
    ["arbitration_two_institutions", false, "the arbitration commission or its appointed branch."],
    ["final_interpretation", true, "解释权归甲方。"],
    ["final_interpretation", true, "最终解释权由公司享有。"],
    ["final_interpretation", true, "甲方对本合同拥有最终解释权。"],
    ["final_interpretation", true, "甲方有权对本合同作出最终解释。"],
    ["final_interpretation", true, "本合同由甲方解释。"],
    ["final_interpretation", true, "如有歧义，以甲方解释为准。"],
    ["final_interpretation", true, "The company reserves the right of final interpretation."],
    ["final_interpretation", true, "The company reserves the right to interpret these terms."],
    ["final_interpretation", true, "The company's reading of the contract prevails."],
    ["final_interpretation", false, "本合同应当依诚信原则解释。"],
    ["final_interpretation", false, "乙方可以要求甲方解释条款。"],
    ["final_interpretation", false, "条款由双方解释。"],
    ["final_interpretation", false, "甲方应当解释其计算方法。"],
    ["final_interpretation", false, "本合同由人民法院解释。"],
    ["sign_of_employment", true, "甲方负责缴纳五项社会保险。"],
    ["sign_of_employment", true, "甲方依法为乙方缴社保。"],
    ["sign_of_employment", true, "甲方承担乙方社保费用。"],
    ["sign_of_employment", true, "甲方为乙方参保。"],
    ["sign_of_employment", true, "乙方的社会保险由甲方代扣代缴。"],
    ["sign_of_employment", true, "甲方为乙方办理五险。"],
    ["sign_of_employment", true, "The company covers the agent's social security contributions."],
    ["sign_of_employment", true, "The agent receives a monthly salary."],
    ["sign_of_employment", false, "乙方的社会保险由乙方自行办理。"],
    ["sign_of_employment", false, "甲方不承担乙方的社保费用。"],
    ["sign_of_employment", false, "双方不因本合同产生社会保险关系。"],
    ["sign_of_employment", false, "社会保险产品的介绍由乙方负责。"],
    ["sign_of_employment", false, "乙方向客户介绍养老保险。"],
    ["sign_of_employment", false, "客户购买养老保险的，佣金为2%。"],
    ["sign_of_employment", false, "The agent is responsible for his own social insurance."],
  ] as const)("C13.1: %s: %s: %s", (code, found, text) => {
    expect((/[\u4e00-\u9fff]/.test(text) ? inChinese(text) : inEnglish(text)).includes(code)).toBe(found);
  });
});
