import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll } from "vitest";

/** A mail as a server received it. */
export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  /** As it came over the wire. */
  readonly raw: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded. */
  readonly text: string;
  readonly subject: string;
}
export interface MailServer {
  readonly url: string;
  readonly received: Received[];
  /** What the server says next to a receiver, to a whole message; undefined: takes it. */
  answers: {
    rcpt?: (address: string) => Error | undefined;
    data?: () => Error | undefined | Promise<Error | undefined>;
  };
}
export const refused = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

/** A real SMTP server on this machine, closed with the file. */
export const mailServer = async (options: SMTPServerOptions = {}): Promise<MailServer> => {
  const told: MailServer = { url: "", received: [], answers: {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: ({ address }, _, done) => done(told.answers.rcpt?.(address)),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString("utf8");
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        told.received.push({ from, to: rcptTo.map(({ address }) => address), ...readMail(raw) });
        void Promise.resolve(told.answers.data?.()).then((problem) => done(problem ?? null));
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = listening.address() as AddressInfo;
  return Object.assign(told, { url: `smtp://127.0.0.1:${port}` });
};
const readMail = (raw: string): Pick<Received, "raw" | "headers" | "text" | "subject"> => {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
  const body = rest.join("\r\n\r\n");
  const coding = headers.get("content-transfer-encoding");
  const text =
    coding === "base64"
      ? Buffer.from(body, "base64").toString("utf8")
      : coding === "quoted-printable"
        ? fromQuoted(body.replace(/=\r\n/g, ""))
        : body;
  const subject = (headers.get("subject") ?? "").replace(
    /=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi,
    (_, way: string, word: string) =>
      way.toUpperCase() === "B" ? Buffer.from(word, "base64").toString("utf8") : fromQuoted(word.replaceAll("_", " ")),
  );
  return { raw, headers, text, subject };
};
const fromQuoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

export interface TextRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}
/** A gateway for texts on this machine, closed with the file. */
export const textGateway = async () => {
  const told = {
    url: "",
    requests: [] as TextRequest[],
    answer: () => ({ status: 202, body: "taken", location: undefined as string | undefined }),
  };
  const server = createHttpServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = request.headers as Record<string, string | undefined>;
      told.requests.push({ url: request.url ?? "", headers, body: Buffer.concat(parts).toString("utf8") });
      const { status, body, location } = told.answer();
      answer.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => server.close());
  const { port } = server.address() as AddressInfo;
  return Object.assign(told, { url: `http://127.0.0.1:${port}` });
};
