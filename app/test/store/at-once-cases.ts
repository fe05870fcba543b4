// Long: one row for each route that changes something.
import { keyProofText } from "../../src/commands/countersign.ts";
import type { RoleName } from "../../src/store/people.ts";
import { ROUTES } from "./access-routes.ts";
import { eventLine } from "./crash-commands.ts";
import { newDevice } from "./crash-prepare.ts";
import { HEAD, MAPPING } from "./import-room.ts";

/** What a case makes its input with: everything that it names is its own, by the tag. */
export interface Making {
  readonly tag: string;
  /** Calls another route first, as an owner unless another person is named. */
  readonly go: (path: string, input: object, as?: string) => Promise<Record<string, never>>;
  /**
   * Adds a contract with annex A2 and gives its number.
   * @param agent code of somebody of the house, whose name the contract gets
   * @param from first day of its term
   */
  readonly contract: (name?: string, agent?: string, from?: string) => Promise<string>;
  /** Adds somebody with a role and gives the code. */
  readonly person: (role: RoleName, name?: string) => Promise<string>;
  readonly login: (code: string) => Promise<void>;
  /** Puts a file onto the server and gives its id. */
  readonly upload: (name: string, text: string) => Promise<string>;
  /** A column, such as the id, of the row of a table that was written last. */
  readonly last: (table: string, column: string, by?: string) => Promise<string>;
}
export interface AtOnce {
  /** As the table of routes has it, and made valid. */
  readonly input?: (making: Making) => Promise<object>;
  /** The route takes no key: the same call twice is two calls. */
  readonly keyless?: true;
  /** What the second of two with different keys gets: its own, or a refusal. */
  readonly second: "both" | string;
  /** How often what one leaves may stand where two were at once; twice where nothing is said. */
  readonly most?: number;
  /** The house has a server for mail; it is not asked for anything. */
  readonly sends?: true;
  /** Who calls, where it is not an owner. */
  readonly as?: string;
}
/** A version of rules that waits for a second person, for one contract of the agent `reader`. */
const rules = async (making: Making): Promise<{ readonly number: string; readonly ruleVersionId: string }> => {
  const number = await making.contract("R", "reader");
  const given = { ...ROUTES["rules.draft"]![1], code: `R${making.tag}`, contracts: [number] };
  return {
    number,
    ruleVersionId: (await making.go("rules.draft", given, "writer")).ruleVersionId as unknown as string,
  };
};
/** A licence of somebody of its own. */
const licence = async ({ person, tag }: Making) => ({
  ...(ROUTES["licences.record"]![1] as { readonly kind: string }),
  person: await person("agent"),
  licenceNumber: `Z${tag}`,
});
const licenceList = async (making: Making): Promise<string> => {
  const { person, licenceNumber } = await licence(making);
  return making.upload("z.csv", `工号,执业登记号,保险公司,起始日期\n${person},${licenceNumber},甲保险,2026-01-01\n`);
};
const DAY = "2026-06-30";
const customer = async ({ go, tag }: Making, name = "K", more: object = {}): Promise<string> => {
  const code = `${name}${tag}`;
  await go("customers.keep", {
    code,
    kind: "person",
    name: `司徒${code}`,
    phone: String(phones++),
    fromOn: "2026-01-01",
    ...more,
  });
  return code;
};
/** No two alike. */
let phones = 13_900_000_000;
const facts = async ({ go }: Making, number: string, ...lines: readonly string[]): Promise<void> => {
  await go("contract.append", { number, language: "zh", lines: lines.join("\n") });
};
const letter = async (making: Making, number: string, more: object = {}): Promise<string> => {
  const given = { ...ROUTES["letters.draft"]![1], ...GIVEN, ...more, number };
  return (await making.go("letters.draft", given, "writer")).letterId as unknown as string;
};
const GIVEN = { fromOn: "2026-06-05", untilOn: "2026-11-30", signedBy: "赵敏", signedOn: "2026-06-05" };
const active = async (making: Making, number: string): Promise<string> => {
  const letterId = await letter(making, number, { productCodes: ["motor"] });
  await making.go("letters.activate", { number, letterId });
  return letterId;
};
/** An act that no letter carries. */
const act = async (making: Making): Promise<{ readonly number: string; readonly actId: string }> => {
  const number = await making.contract();
  await active(making, number);
  const more = { order: "o1", amount: "9.00", customer: await customer(making), product: "annuity" };
  await facts(making, number, eventLine("o1", "sale", "06-30T11:59", more));
  return { number, actId: await making.last("unauthorised_act", "unauthorised_act_id") };
};
const registered = async ({ go, contract }: Making) => {
  const number = await contract();
  const { publicKey, sign } = newDevice();
  const proof = sign(keyProofText(number, "company", publicKey));
  const { partyKeyId } = await go("records.registerKey", { number, device: "手机", publicKey, proof });
  return { number, partyKeyId, sign };
};
const message = async ({ go, person }: Making): Promise<object> => {
  await go("outbox.invite", { person: await person("agent"), to: "a1@example.cn", language: "zh" });
  return {};
};
const messageNamed = async (making: Making): Promise<object> => {
  await message(making);
  return { id: await making.last("outbox_message", "outbox_message_id") };
};
const apiKey = async ({ go, tag }: Making, as?: string): Promise<object> => {
  const made = await go("apiKeys.make", { name: `机器${tag}`, scopes: ["list-contracts"] }, as);
  return { apiKeyId: made.apiKeyId };
};
const webhook = async ({ go, tag }: Making): Promise<{ readonly webhookId: string }> => {
  const { webhookId } = await go("webhooks.make", { ...ROUTES["webhooks.make"]![1], name: `系统${tag}` });
  return { webhookId: webhookId as unknown as string };
};
const coded = async ({ tag }: Making): Promise<object> => ({ code: `X${tag}` });
const firmAndPerson = async ({
  go,
  person,
  tag,
}: Making): Promise<{ readonly firm: string; readonly person: string }> => {
  const firm = `X${tag}`;
  await go("organisation.keepFirm", { ...ROUTES["organisation.keepFirm"]![1], code: firm });
  return { firm, person: await person("intermediary") };
};
const asked = async (making: Making): Promise<string> => {
  const request = { ...ROUTES["customers.receiveRequest"]![1], customer: await customer(making) };
  return (await making.go("customers.receiveRequest", request)).requestId as unknown as string;
};
const table = async (making: Making): Promise<object> => ({
  file: await making.upload("a.csv", `${HEAD}\nX1,c1,1.00,2026-06-10\n`),
  mapping: MAPPING,
  contract: await making.contract(),
});
/** Routes that read, though what they are asked stands in a body. */
export const READING = ["contract.timeline", "contract.explain", "contract.recompute"];
/** Every other route of the table that changes something. */
export const CASES: Readonly<Record<string, AtOnce>> = {
  "access.invite": { keyless: true, second: "both", input: async ({ person }) => ({ person: await person("agent") }) },
  "access.endLogin": {
    second: "both",
    input: async ({ person, login }) => {
      const code = await person("agent");
      await login(code);
      return { person: code };
    },
  },
  "access.prepareReset": {
    second: "FORM_REFUSED",
    input: async ({ person, login }) => {
      const code = await person("agent");
      await login(code);
      return { person: code };
    },
  },
  "access.decideReset": {
    keyless: true,
    second: "ALREADY_DECIDED",
    input: async ({ person, login, go }) => {
      const code = await person("agent");
      await login(code);
      const { id } = await go("access.prepareReset", { person: code, grounds: "看过身份证" }, "writer");
      return { id };
    },
  },
  // Of two at once the later stops the earlier one, which goes back: that is a third line of what was done.
  "company.moveClock": { keyless: true, second: "both", most: 3 },
  "company.cancel": { keyless: true, second: "both" },
  "imports.preview": { keyless: true, second: "both", input: table },
  "imports.run": { keyless: true, second: "both", input: table },
  "imports.discard": {
    keyless: true,
    second: "both",
    input: async (making) => ({ file: await making.upload("a.csv", "a\n1\n") }),
  },
  "people.previewImport": {
    keyless: true,
    second: "both",
    input: async ({ tag, upload }) => ({
      file: await upload("p.csv", `工号,姓名,起始日期\nP${tag},王芳,2026-01-01\n`),
      role: "agent",
    }),
  },
  "people.import": {
    second: "both",
    input: async ({ tag, upload }) => ({
      file: await upload("p.csv", `工号,姓名,起始日期\nP${tag},王芳,2026-01-01\n`),
      role: "agent",
    }),
  },
  "people.add": { second: "FORM_REFUSED", input: coded },
  "people.change": {
    second: "NO_SUCH_THING",
    input: async ({ person, tag }) => ({ person: await person("agent"), code: `Y${tag}`, name: "李小晓" }),
  },
  "people.grantRole": {
    second: "FORM_REFUSED",
    input: async ({ person }) => ({ person: await person("agent"), role: "service" }),
  },
  "people.endRole": {
    second: "both",
    input: async ({ person, last }) => ({
      person: await person("agent"),
      roleHoldingId: await last("role_holding", "role_holding_id"),
      beforeOn: "2026-07-30",
    }),
  },
  "people.appointSubAgent": {
    second: "FORM_REFUSED",
    input: async ({ person }) => ({ agent: await person("agent", "A"), subAgent: await person("agent", "B") }),
  },
  "people.endSubAgency": {
    second: "both",
    input: async ({ person, go, last }) => {
      const [agent, subAgent] = [await person("agent", "A"), await person("agent", "B")];
      await go("people.appointSubAgent", { ...ROUTES["people.appointSubAgent"]![1], agent, subAgent });
      return { agent, subAgencyId: await last("sub_agency", "sub_agency_id"), beforeOn: "2026-07-30" };
    },
  },
  "organisation.keepBranch": { second: "FORM_REFUSED", input: coded },
  "organisation.keepLegalEntity": { second: "FORM_REFUSED", input: coded },
  "organisation.composeTeam": {
    second: "FORM_REFUSED",
    input: async ({ tag, person }) => {
      const members = [
        { person: await person("agent", "A"), lead: true, parts: 1 },
        { person: await person("agent", "B"), lead: false, parts: 1 },
      ];
      return { code: `X${tag}`, members };
    },
  },
  "organisation.keepFirm": { second: "FORM_REFUSED", input: coded },
  "organisation.addCoordinator": { second: "FORM_REFUSED", input: firmAndPerson },
  "organisation.endCoordinator": {
    second: "both",
    input: async (making) => {
      const given = { ...ROUTES["organisation.addCoordinator"]![1], ...(await firmAndPerson(making)) };
      const { coordinationId } = await making.go("organisation.addCoordinator", given);
      return { coordinationId, beforeOn: "2026-07-30" };
    },
  },
  "customers.consent": {
    second: "both",
    input: async (making) => {
      const { go } = making;
      await go("notices.publish", ROUTES["notices.publish"]![1]);
      return { customer: await customer(making) };
    },
  },
  "customers.reveal": {
    keyless: true,
    second: "both",
    input: async (making) => ({ customer: await customer(making) }),
  },
  "ownCustomers.reveal": {
    as: "seller",
    second: "both",
    input: async (making) => {
      const number = await making.contract("", "seller");
      const code = await customer(making);
      await facts(making, number, eventLine(`j${code}`, "customer_joined", "06-10T10:00", { customer: code }));
      return { party: "agent", customer: code };
    },
  },
  "customers.keep": { second: "FORM_REFUSED", input: coded },
  "customers.receiveRequest": { second: "both", input: async (making) => ({ customer: await customer(making) }) },
  "customers.answerRequest": { second: "FORM_REFUSED", input: async (making) => ({ requestId: await asked(making) }) },
  "customers.hold": { second: "both", input: async (making) => ({ customer: await customer(making) }) },
  "customers.releaseHold": {
    second: "FORM_REFUSED",
    input: async (making) => {
      const code = await customer(making);
      const { holdId } = await making.go("customers.hold", { customer: code, ground: "诉讼", fromOn: DAY });
      return { customer: code, holdId, beforeOn: "2026-07-30" };
    },
  },
  "customers.erase": { second: "CUSTOMER_ERASED", input: async (making) => ({ customer: await customer(making) }) },
  "customers.export": {
    keyless: true,
    second: "both",
    input: async (making) => ({ customer: await customer(making) }),
  },
  "customers.giveLink": {
    second: "both",
    input: async (making) => ({ customer: await customer(making) }),
  },
  "people.merge": {
    second: "FORM_REFUSED",
    input: async ({ person }) => ({ person: await person("agent"), into: await person("agent", "L"), reason: "重复" }),
  },
  "people.separate": {
    second: "FORM_REFUSED",
    input: async ({ go, person }) => {
      const code = await person("agent");
      await go("people.merge", { person: code, into: await person("agent", "L"), reason: "重复" });
      return { person: code, reason: "误并" };
    },
  },
  "customers.merge": {
    second: "FORM_REFUSED",
    input: async (making) => ({ customer: await customer(making), into: await customer(making, "L") }),
  },
  "customers.separate": {
    second: "FORM_REFUSED",
    input: async (making) => {
      const code = await customer(making);
      await making.go("customers.merge", { customer: code, into: await customer(making, "L") });
      return { customer: code };
    },
  },
  "customers.handOver": {
    second: "FORM_REFUSED",
    input: async (making) => {
      const [from, to] = [await making.contract("F"), await making.contract("T")];
      await facts(making, from, eventLine("j", "customer_joined", "06-08T10:00", { customer: await customer(making) }));
      return { from, to, on: "2026-07-02" };
    },
  },
  "customers.previewImport": {
    keyless: true,
    second: "both",
    input: async ({ tag, upload }) => ({ file: await upload("c.csv", `客户编号,姓名\nC${tag},王芳\n`) }),
  },
  "customers.import": {
    second: "both",
    input: async ({ tag, upload }) => ({ file: await upload("c.csv", `客户编号,姓名\nC${tag},王芳\n`) }),
  },
  "notices.publish": { second: "both" },
  "privacy.keepActivity": { second: "both", input: coded },
  "privacy.keepProcessor": { second: "both", input: coded },
  "privacy.assess": {
    second: "FORM_REFUSED",
    input: async ({ tag, go }) => {
      const activity = `CL${tag}`;
      await go("privacy.keepActivity", { ...ROUTES["privacy.keepActivity"]![1], code: activity });
      return { activity, code: `PG${tag}` };
    },
  },
  "privacy.recordIncident": { second: "FORM_REFUSED", input: coded },
  "privacy.incidentStep": {
    second: "both",
    input: async ({ tag, go }) => {
      await go("privacy.recordIncident", { ...ROUTES["privacy.recordIncident"]![1], code: `SJ${tag}` });
      return { incident: `SJ${tag}` };
    },
  },
  "privacy.keepRetention": { second: "both" },
  "records.offer": { keyless: true, second: "both", input: async ({ contract }) => ({ number: await contract() }) },
  "records.registerKey": {
    second: "both",
    input: async ({ contract }) => {
      const number = await contract();
      const { publicKey, sign } = newDevice();
      return { number, publicKey, proof: sign(keyProofText(number, "company", publicKey)) };
    },
  },
  "records.endKey": {
    second: "RECEIPT_REFUSED",
    input: async (making) => {
      const { number, partyKeyId } = await registered(making);
      return { number, partyKeyId };
    },
  },
  "records.countersign": {
    second: "both",
    input: async (making) => {
      const { number, partyKeyId, sign } = await registered(making);
      const { size, text } = (await making.go("records.offer", { number })) as unknown as {
        size: number;
        text: string;
      };
      return { number, partyKeyId, size, signature: sign(text) };
    },
  },
  "records.receiveStatement": {
    second: "both",
    as: "reader",
    // Of May, which has closed by the company's day.
    input: async ({ contract }) => ({
      number: await contract("S", "reader", "2026-05-01"),
      party: "agent",
      rule: "C6.2/pay",
      period: "2026-05",
    }),
  },
  "outbox.invite": { second: "both", input: async ({ person }) => ({ person: await person("agent") }) },
  "outbox.handOver": { keyless: true, second: "ALREADY_DECIDED", input: messageNamed },
  "outbox.cancel": { keyless: true, second: "ALREADY_DECIDED", input: messageNamed },
  "outbox.retry": { keyless: true, sends: true, second: "both", input: messageNamed },
  "letters.draft": { second: "FORM_REFUSED", input: async ({ contract }) => ({ number: await contract(), ...GIVEN }) },
  "letters.discard": {
    second: "ALREADY_DECIDED",
    input: async (making) => {
      const number = await making.contract();
      return { number, letterId: await letter(making, number) };
    },
  },
  "letters.activate": {
    second: "ALREADY_DECIDED",
    input: async (making) => {
      const number = await making.contract();
      return { number, letterId: await letter(making, number) };
    },
  },
  "letters.end": {
    second: "ALREADY_DECIDED",
    input: async (making) => {
      const number = await making.contract();
      return { number, letterId: await active(making, number) };
    },
  },
  "letters.publishRecall": {
    second: "ALREADY_DECIDED",
    input: async (making) => {
      const number = await making.contract();
      const letterId = await active(making, number);
      await making.go("letters.end", { number, letterId, ground: "recalled", words: "离职" });
      return { number, letterId };
    },
  },
  "letters.customerSaid": { second: "FORM_REFUSED", input: act },
  "letters.decideAct": { second: "FORM_REFUSED", input: act },
  "letters.allowOwnDealing": {
    second: "FORM_REFUSED",
    input: async (making) => ({ number: await making.contract(), customer: await customer(making) }),
  },
  "rules.draft": { second: "FORM_REFUSED", input: coded },
  "rules.withdraw": {
    second: "ALREADY_DECIDED",
    as: "writer",
    input: async (making) => ({ ruleVersionId: (await rules(making)).ruleVersionId }),
  },
  "rules.decide": {
    second: "ALREADY_DECIDED",
    input: async (making) => ({ ruleVersionId: (await rules(making)).ruleVersionId }),
  },
  "rules.acknowledge": {
    second: "FORM_REFUSED",
    as: "reader",
    input: async (making) => {
      const named = await rules(making);
      await making.go("rules.decide", { ruleVersionId: named.ruleVersionId, outcome: "approved" });
      const sha256 = await making.last("rule_version", "encode(sha256, 'hex')", "rule_version_id");
      return { ...named, party: "agent", sha256 };
    },
  },
  "licences.record": { second: "FORM_REFUSED", input: async (making) => licence(making) },
  "licences.change": {
    second: "FORM_REFUSED",
    input: async (making) => {
      const { person, ...content } = await licence(making);
      const { licenceId } = await making.go("licences.record", { person, ...content });
      return { ...content, licenceId, version: 1, beforeOn: "2026-07-30", reason: "离职注销" };
    },
  },
  "licences.previewImport": {
    keyless: true,
    second: "both",
    input: async (making) => ({ file: await licenceList(making) }),
  },
  "licences.import": { second: "both", input: async (making) => ({ file: await licenceList(making) }) },
  "contract.append": {
    second: "both",
    input: async ({ contract }) => ({
      number: await contract(),
      lines: eventLine("s9", "sale", "06-20T10:00", { order: "o9", amount: "1.00", customer: "c9" }),
    }),
  },
  "apiKeys.make": { second: "FORM_REFUSED", input: async ({ tag }) => ({ name: `接单${tag}` }) },
  "apiKeys.hold": { second: "FORM_REFUSED", input: (making) => apiKey(making, "writer") },
  "apiKeys.end": { second: "ALREADY_DECIDED", input: (making) => apiKey(making) },
  "webhooks.make": { second: "FORM_REFUSED", input: async ({ tag }) => ({ name: `通知${tag}` }) },
  "webhooks.end": { second: "ALREADY_DECIDED", input: webhook },
  "webhooks.changeSecret": { second: "FORM_REFUSED", input: webhook },
  "webhooks.test": { second: "both", input: webhook },
  "webhooks.again": {
    second: "both",
    input: async (making) => {
      const { deliveryId } = await making.go("webhooks.test", await webhook(making));
      return { deliveryId };
    },
  },
};
