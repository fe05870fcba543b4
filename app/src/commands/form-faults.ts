import { parseDay } from "@fealty/engine/values/date.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { Refusal } from "./refusal.ts";

/** What is wrong with one field of a form, and how to mend it. */
export interface FieldFault {
  /** Path in the request, `roles.0.branch`. */
  readonly field: string;
  readonly text: Required<Text>;
}
/** Everything that is wrong with what somebody filled in, told at once. */
export class FormFaults {
  readonly #faults: FieldFault[] = [];

  get list(): readonly FieldFault[] {
    return this.#faults;
  }
  add(field: string, zh: string, en: string): void {
    this.#faults.push({ field, text: { zh, en } });
  }
  has(field: string): boolean {
    return this.#faults.some((one) => one.field === field);
  }
  /** A text without blanks at its ends; a fault where nothing is left or it is too long. */
  text(field: string, value: string, most = 200): string {
    const text = value.normalize("NFC").trim();
    if (text === "") this.add(field, "不能为空。", "This must not be empty.");
    // Characters as people count them: 𠮷 is one.
    else if ([...text].length > most)
      this.add(field, `最多 ${most} 个字。`, `This may have ${most} characters at most.`);
    else if (/\p{Cc}/u.test(text)) this.add(field, "含有不可见的控制字符。", "This holds control characters.");
    return text;
  }
  /** A person named by a code that nobody has, or by none. */
  nobody(field: string, code: string): void {
    if (code.trim() === "") this.add(field, "请选择一人。", "Choose a person.");
    else this.add(field, `没有工号为 ${code} 的人员。`, `There is nobody with the code ${code}.`);
  }
  /** An entry of the register that stands under another: what is to be done is done there. */
  merged(field: string, { code }: { readonly code: string }, kept: { readonly code: string } | undefined): void {
    if (kept === undefined) return;
    this.add(
      field,
      `${code} 已并入 ${kept.code}，请在 ${kept.code} 名下办理。`,
      `${code} was merged into ${kept.code}; do this with ${kept.code}.`,
    );
  }
  /** `2026-07-01`; a fault where there is no such day. */
  day(field: string, value: string): string {
    if (parseDay(value) === undefined)
      this.add(field, `“${value}”不是日期，请写成 2026-07-01。`, `“${value}” is no date; write it as 2026-07-01.`);
    return value;
  }
  /** Half-open days: the end must come after the beginning, or, where something is taken back, not before it. */
  span(field: string, fromOn: string, beforeOn: string | undefined, takenBack = false): void {
    this.day(`${field}fromOn`, fromOn);
    if (beforeOn === undefined) return;
    this.day(`${field}beforeOn`, beforeOn);
    if (takenBack ? beforeOn < fromOn : beforeOn <= fromOn)
      this.add(`${field}beforeOn`, "结束须晚于开始。", "The end must come after the beginning.");
  }
  /** Refusal: `form_refused` with every fault, where there is one. */
  refuse(): void {
    if (this.#faults.length === 0) return;
    const count = this.#faults.length;
    throw new Refusal(
      "form_refused",
      {
        zh: `有 ${count} 处需要改正，没有写入：${this.#faults.map(({ text }) => text.zh).join("")}`,
        en: `${count === 1 ? "One thing has" : `${count} things have`} to be mended; nothing was written. ${this.#faults.map(({ text }) => text.en).join(" ")}`,
      },
      { faults: this.#faults },
    );
  }
}
const THINGS = {
  person: { zh: "人员", en: "person" },
  company: { zh: "公司", en: "company" },
  role: { zh: "职务", en: "role" },
  branch: { zh: "机构", en: "branch" },
  team: { zh: "团队", en: "team" },
  legal_entity: { zh: "法人主体", en: "legal entity" },
  firm: { zh: "中介机构", en: "intermediary firm" },
  coordination: { zh: "协调任期", en: "coordination" },
  sub_agency: { zh: "转委托", en: "sub-agency" },
  customer: { zh: "客户", en: "customer" },
  request: { zh: "个人信息请求", en: "request" },
  incident: { zh: "安全事件", en: "incident" },
  hold: { zh: "保留", en: "hold" },
  ward: { zh: "被监护人", en: "ward" },
  message: { zh: "消息", en: "message" },
  device: { zh: "登录设备", en: "device" },
  passkey: { zh: "通行密钥", en: "passkey" },
  key: { zh: "签收密钥", en: "key" },
  receipt: { zh: "回执", en: "receipt" },
  letter: { zh: "授权书", en: "letter" },
  statement: { zh: "已关账结算单", en: "closed statement" },
  webhook: { zh: "通知地址", en: "webhook" },
  delivery: { zh: "通知", en: "delivery" },
  api_key: { zh: "接口密钥", en: "API key" },
  act: { zh: "越权事项", en: "unauthorised act" },
  rules: { zh: "规则", en: "version of the rules" },
  licence: { zh: "执业登记", en: "licence" },
} as const satisfies Readonly<Record<string, Required<Text>>>;
/** Something that is not there, or not among what the caller may see. */
export const noSuchThing = (thing: keyof typeof THINGS, code: string): Refusal =>
  new Refusal(
    "no_such_thing",
    { zh: `没有编号为 ${code} 的${THINGS[thing].zh}。`, en: `There is no ${THINGS[thing].en} ${code}.` },
    { code },
  );
