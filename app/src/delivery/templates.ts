// Clauses: C1.1, N7
import type { ChannelName } from "./channel.ts";

/** What a message can be about. */
export const MESSAGE_KINDS = [
  "invitation",
  "password_reset",
  "password_changed",
  "address_confirmation",
  "customer_code",
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];
/** What stands between the words of a template. */
export interface MessageValues {
  readonly company: string;
  readonly person: string;
  /** Opens something once. */
  readonly code: string;
  /** Of the page where the code is entered; empty where the house does not know under which address people reach it. */
  readonly link: string;
  /** Of the house. */
  readonly address: string;
  /** When the code ends. */
  readonly until: string;
}
export interface MessageText {
  readonly subject: string;
  readonly text: string;
}
/** WeCom takes the short words of a text. */
interface Template extends Readonly<Record<Exclude<ChannelName, "wecom">, string>> {
  readonly subject: string;
  /** Where there is no link to give: a letter that somebody hands over. */
  readonly letter?: string;
}
/** One template for each kind and language. */
const TEMPLATES: Readonly<Record<MessageKind, Readonly<Record<"zh" | "en", Template>>>> = {
  invitation: {
    zh: {
      subject: "{company}：设置您的登录",
      mail: "{person}，您好：\n\n{company}请您设置忠约的登录，用来查看和办理自己的合同。\n\n请打开这个链接：\n{link}\n\n或在 {address} 选“我有登录凭条”，输入：\n{code}\n\n{until} 前有效，只能用一次。如果不是您本人的合同，请不要打开，并告知{company}。",
      letter:
        "{person}，您好：\n\n{company}请您设置忠约的登录，用来查看和办理自己的合同。\n\n请打开忠约，选“我有登录凭条”，输入：\n{code}\n\n{until} 前有效，只能用一次。如果不是您本人的合同，请不要使用，并告知{company}。",
      sms: "【{company}】请设置您的登录：{link} 凭条号码 {code}，{until} 前有效，只能用一次。",
    },
    en: {
      subject: "{company}: make your login",
      mail: "Dear {person},\n\n{company} asks you to make your login to Fealty, where you see and handle your own contracts.\n\nOpen this link:\n{link}\n\nOr open {address}, choose “I have a login slip” and enter:\n{code}\n\nIt holds until {until} and works once. If this is no contract of yours, do not open it and let {company} know.",
      letter:
        "Dear {person},\n\n{company} asks you to make your login to Fealty, where you see and handle your own contracts.\n\nOpen Fealty, choose “I have a login slip” and enter:\n{code}\n\nIt holds until {until} and works once. If this is no contract of yours, do not use it and let {company} know.",
      sms: "{company}: make your login: {link} Slip {code}, holds until {until}, works once.",
    },
  },
  password_reset: {
    zh: {
      subject: "{company}：重设密码",
      mail: "{person}，您好：\n\n有人（应是您本人）在忠约的登录页填了这个地址，说忘了密码。要设置新密码，请打开：\n{link}\n\n{until} 前有效，只能用一次。设置后，原来登录的设备都会退出；两步验证照旧。\n\n如果不是您本人，不必理会，密码不变。",
      sms: "【{company}】重设密码：{link} {until} 前有效，只能用一次。不是您本人请忽略。",
    },
    en: {
      subject: "{company}: set a new password",
      mail: "Dear {person},\n\nsomebody, most likely you, entered this address at the door of Fealty and said that the password is forgotten. To set a new one, open:\n{link}\n\nIt holds until {until} and works once. Devices that are signed in are then signed out; the second factor stays.\n\nIf it was not you, do nothing: the password stays as it is.",
      sms: "{company}: set a new password: {link} Holds until {until}, works once. Not you? Do nothing.",
    },
  },
  password_changed: {
    zh: {
      subject: "{company}：您的密码已更改",
      mail: "{person}，您好：\n\n您在忠约的密码刚刚通过发到这个地址的链接更改了，原来登录的设备都已退出。\n\n如果不是您本人，请马上联系{company}停用登录。",
      sms: "【{company}】您的忠约密码刚刚更改。不是您本人，请马上联系{company}。",
    },
    en: {
      subject: "{company}: your password was changed",
      mail: "Dear {person},\n\nyour password for Fealty was just changed with a link that went to this address, and all devices were signed out.\n\nIf it was not you, ask {company} at once to end the login.",
      sms: "{company}: your Fealty password was just changed. Not you? Call {company} at once.",
    },
  },
  address_confirmation: {
    zh: {
      subject: "{company}：确认这个地址",
      mail: "{person}，您好：\n\n请在忠约“我的登录”里输入这个确认码，证明发到这里的消息您能收到：\n{code}\n\n{until} 前有效。如果不是您本人操作，不必理会。",
      sms: "【{company}】确认码 {code}，在“我的登录”里输入，{until} 前有效。",
    },
    en: {
      subject: "{company}: confirm this address",
      mail: "Dear {person},\n\nenter this code under “My login” in Fealty, to show that messages reach you here:\n{code}\n\nIt holds until {until}. If it was not you, do nothing.",
      sms: "{company}: code {code}, to be entered under “My login”, holds until {until}.",
    },
  },
  customer_code: {
    zh: {
      subject: "{company}：查看本人信息的验证码",
      mail: "您好：\n\n您正在{company}查看自己的个人信息与服务，验证码：\n{code}\n\n{until} 前有效，只能用一次。请不要告诉任何人，包括{company}的人员和代理人。如果不是您本人操作，不必理会。",
      sms: "【{company}】验证码 {code}，用于查看您本人的信息，{until} 前有效。请勿告诉任何人，包括我们的人员和代理人。不是您本人操作请忽略。",
    },
    en: {
      subject: "{company}: code to see your own data",
      mail: "Hello,\n\nyou are about to see your own data and services at {company}. Your code:\n{code}\n\nIt holds until {until} and works once. Tell it to nobody, neither people of {company} nor an agent. If it was not you, do nothing.",
      sms: "{company}: code {code} to see your own data, holds until {until}. Tell it to nobody, neither our people nor an agent. Not you? Do nothing.",
    },
  },
};
/**
 * The words of a message; no value can begin a line or a header of its own.
 * @param way `letter`: printed and handed over, which may have no link
 */
export const messageText = (
  kind: MessageKind,
  way: ChannelName | "letter",
  language: "zh" | "en",
  values: MessageValues,
): MessageText => {
  const { subject, letter, ...byChannel } = TEMPLATES[kind][language];
  const withoutLink = values.link === "" ? letter : undefined;
  return {
    subject: filled(subject, values),
    text: filled(withoutLink ?? byChannel[way === "letter" ? "mail" : way === "wecom" ? "sms" : way], values),
  };
};
const filled = (template: string, values: MessageValues): string =>
  template.replace(/\{(\w+)\}/g, (_, name: keyof MessageValues) => values[name].replace(/\p{Cc}+/gu, " "));
