// Clauses: N7
import type { Text } from "@fealty/engine/values/text.ts";
import type { DeliveryEnvironment } from "../config.ts";
import { isAddress } from "./address.ts";
import type { Channel, Delivery } from "./channel.ts";
import { mailChannel } from "./mail.ts";
import { smsChannel } from "./sms.ts";
import { wecomChannel } from "./wecom.ts";

/** Which variable is set wrongly, and how to mend it. */
export interface SettingFault {
  readonly variable: string;
  readonly text: Required<Text>;
}
const LOOPBACK = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;
const SHORTEST_SECRET = 16;

/** The ways that the environment sets up; what is set wrongly is told all at once, and its way is not there. */
export const readDelivery = (
  environment: DeliveryEnvironment,
): { readonly delivery: Delivery; readonly faults: readonly SettingFault[] } => {
  const faults: SettingFault[] = [];
  const add = (variable: string, zh: string, en: string): undefined => {
    faults.push({ variable, text: { zh: `${variable}：${zh}`, en: `${variable}: ${en}` } });
  };
  const publicUrl = publicUrlOf(environment, add);
  const mail = mailOf(environment, add);
  const sms = smsOf(environment, add);
  const wecom = wecomOf(environment, add);
  if ((environment.smtpUrl || environment.smsUrl || environment.wecomCorp) && !environment.publicUrl)
    add(
      "FEALTY_PUBLIC_URL",
      "发送消息须设置打开忠约的网址，例如 https://fealty.example.cn，消息里的链接由它写成。",
      "Messages need the address under which people open Fealty, as https://fealty.example.cn; their links are made of it.",
    );
  // A message without its link would be of no use.
  const channels =
    publicUrl === undefined ? {} : { ...(mail && { mail }), ...(sms && { sms }), ...(wecom && { wecom }) };
  return { delivery: { publicUrl, channels }, faults };
};
type Add = (variable: string, zh: string, en: string) => undefined;
const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const publicUrlOf = ({ publicUrl }: DeliveryEnvironment, add: Add): string | undefined => {
  if (publicUrl === undefined) return undefined;
  const url = parsed(publicUrl);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (url && isSafe && !url.username && !url.password && url.search === "" && url.hash === "")
    return url.href.replace(/\/+$/, "");
  return add(
    "FEALTY_PUBLIC_URL",
    "请写成 https://主机/，不带用户名、问号和井号；只有本机地址可以用 http。",
    "Write it as https://host/ without a user, a question mark or a hash; only an address of this machine may be http.",
  );
};
const mailOf = (environment: DeliveryEnvironment, add: Add): Channel | undefined => {
  const { smtpUrl, mailFrom } = environment;
  if (smtpUrl === undefined) {
    if (mailFrom !== undefined)
      add(
        "FEALTY_SMTP_URL",
        "已设 FEALTY_MAIL_FROM，但没有邮件服务器；请写成 smtps://用户:密码@主机:465。",
        "FEALTY_MAIL_FROM is set, and no server; write it as smtps://user:password@host:465.",
      );
    return undefined;
  }
  const url = parsed(smtpUrl);
  const from = fromOf(mailFrom);
  const isUrl =
    url && /^smtps?:$/.test(url.protocol) && url.hostname !== "" && /^\/?$/.test(url.pathname) && !url.search;
  if (!isUrl)
    add(
      "FEALTY_SMTP_URL",
      "请写成 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465，后面不带其他内容；密码里的特殊字符用 %XX 写。",
      "Write it as smtp://user:password@host:587 or smtps://user:password@host:465 with nothing after; special characters of the password as %XX.",
    );
  if (!from)
    add(
      "FEALTY_MAIL_FROM",
      "请写发件地址，例如 忠约 <noreply@example.cn>。",
      "Write the address that mail comes from, as Fealty <noreply@example.com>.",
    );
  if (!isUrl || !from) return undefined;
  const secure = url.protocol === "smtps:";
  const user = url.username === "" ? undefined : decoded(url.username);
  return mailChannel({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTls: user !== undefined && !LOOPBACK.test(url.hostname),
    user,
    password: decoded(url.password),
    from,
  });
};
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const fromOf = (text: string | undefined) => {
  const [, name = "", inBrackets, bare] = /^(?:([^<>\p{Cc}]*)<([^<>]+)>|([^<>\s]+))$/u.exec((text ?? "").trim()) ?? [];
  const address = (inBrackets ?? bare ?? "").trim();
  return isAddress("mail", address) ? { name: name.trim().replace(/^"|"$/g, ""), address } : undefined;
};
const smsOf = ({ smsUrl, smsSecret }: DeliveryEnvironment, add: Add): Channel | undefined => {
  if (smsUrl === undefined) return undefined;
  const url = parsed(smsUrl.replaceAll("{id}", "id"));
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!url || !isSafe || url.username || /[{}]/.test(smsUrl.replaceAll("{id}", "")))
    add(
      "FEALTY_SMS_URL",
      "请写短信网关的 https 网址，可含 {id}；只有本机地址可以用 http。",
      "Write the https address of the gateway, which may hold {id}; only an address of this machine may be http.",
    );
  if ((smsSecret ?? "").length < SHORTEST_SECRET)
    add(
      "FEALTY_SMS_SECRET",
      `请写与网关共用的密钥，至少 ${SHORTEST_SECRET} 个字符，用来给每个请求签名。`,
      `Write the secret shared with the gateway, of ${SHORTEST_SECRET} characters at least; it signs each request.`,
    );
  return url && isSafe && smsSecret && smsSecret.length >= SHORTEST_SECRET
    ? smsChannel({ url: smsUrl, secret: smsSecret })
    : undefined;
};
/** Of the service that WeCom runs for everybody. */
const WECOM_URL = "https://qyapi.weixin.qq.com";

const wecomOf = (environment: DeliveryEnvironment, add: Add): Channel | undefined => {
  const { wecomCorp: corpId, wecomAgent, wecomSecret: secret, wecomUrl = WECOM_URL } = environment;
  if ([corpId, wecomAgent, secret, environment.wecomUrl].every((one) => one === undefined)) return undefined;
  const url = parsed(wecomUrl);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  const isUrl = url && isSafe && !url.username && !url.search && !url.hash;
  const agentId = /^\d{1,10}$/.test(wecomAgent ?? "") ? Number(wecomAgent) : undefined;
  if (!isUrl)
    add(
      "FEALTY_WECOM_URL",
      "请写私有部署的企业微信服务的 https 网址；使用公有云的企业微信不必设置。只有本机地址可以用 http。",
      "Write the https address of WeCom on machines of one's own; for the common service leave it out. Only an address of this machine may be http.",
    );
  if (corpId === undefined || !/^\w{1,64}$/.test(corpId))
    add(
      "FEALTY_WECOM_CORP",
      "请写企业 ID（管理后台“我的企业”里，以 ww 开头）。",
      "Write the company's number in WeCom, which begins with ww (admin console, My Company).",
    );
  if (agentId === undefined)
    add(
      "FEALTY_WECOM_AGENT",
      "请写自建应用的 AgentId，是一个整数。",
      "Write the AgentId of your own application, a whole number.",
    );
  if (secret === undefined)
    add("FEALTY_WECOM_SECRET", "请写自建应用的 Secret。", "Write the Secret of your own application.");
  return isUrl && corpId && agentId !== undefined && secret
    ? wecomChannel({ url: url.href.replace(/\/+$/, ""), corpId, agentId, secret })
    : undefined;
};
