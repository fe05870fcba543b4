// Clauses: N7
import type { Channel, Outcome } from "./channel.ts";

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** Without TLS nothing is sent: always where a password would go over the wire. */
  readonly requireTls: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly from: { readonly name: string; readonly address: string };
}
const CONNECTION_MS = 20_000;

/** Mail over SMTP. */
export const mailChannel = (settings: MailSettings): Channel => {
  const transport = async () => {
    // Most commands send nothing.
    const { createTransport } = await import("nodemailer");
    const { host, port, secure, requireTls: requireTLS, user, password } = settings;
    return createTransport({
      host,
      port,
      secure,
      requireTLS,
      connectionTimeout: CONNECTION_MS,
      greetingTimeout: CONNECTION_MS,
      socketTimeout: CONNECTION_MS,
      // A message is text of our own: no file and no address is ever fetched for it.
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    });
  };
  const { from } = settings;
  return {
    name: "mail",
    domain: from.address.slice(from.address.lastIndexOf("@") + 1),
    send: async ({ reference, to, language, subject, text }, signal) => {
      try {
        const { response } = await (await transport()).sendMail({
          messageId: reference,
          from,
          to: { name: "", address: to },
          envelope: { from: from.address, to: [to] },
          subject,
          text,
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": language === "zh" ? "zh-CN" : "en" },
          signal,
        });
        return { outcome: "sent", answer: response };
      } catch (error) {
        return failed(error);
      }
    },
    check: async () => {
      try {
        await (await transport()).verify();
        return undefined;
      } catch (error) {
        return failed(error).answer;
      }
    },
  };
};
/** Refused for good is only what the server says of this message or its receiver; a wrong password is mended by the operator. */
const failed = (error: unknown): Outcome => {
  const { code, responseCode, response, message } = error as {
    readonly code?: string;
    readonly responseCode?: number;
    readonly response?: string;
    readonly message: string;
  };
  const ofMessage = code === "EENVELOPE" || code === "EMESSAGE";
  const forGood = ofMessage && (responseCode ?? 0) >= 500;
  return { outcome: forGood ? "refused" : "later", answer: response || [code, message].filter(Boolean).join(": ") };
};
