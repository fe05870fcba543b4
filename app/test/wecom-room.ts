import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

interface Sent {
  readonly touser: string;
  readonly msgtype: string;
  readonly agentid: number;
  readonly enable_duplicate_check: number;
  readonly text: { readonly content: string };
}
type Answer = Readonly<Record<string, unknown>> & { readonly errcode: number };

/** WeCom's service for applications of one's own, as its documentation says that it answers: on this machine, closed with the file. */
export const wecomService = async ({
  corpId,
  secret,
  members,
}: {
  readonly corpId: string;
  readonly secret: string;
  /** Member by phone number. */
  readonly members: Readonly<Record<string, string>>;
}) => {
  const tokens = new Set<string>();
  const told = {
    url: "",
    addresses: [] as string[],
    sent: [] as Sent[],
    /** What it answers in place of its own. */
    answer: (_path: string): Answer | undefined => undefined,
    forgetTokens: () => tokens.clear(),
  };
  const own = (url: URL, body: string): Answer => {
    if (url.pathname === "/cgi-bin/gettoken") {
      if (url.searchParams.get("corpid") !== corpId || url.searchParams.get("corpsecret") !== secret)
        return { errcode: 40001, errmsg: "invalid credential, hint: [1], from ip: 10.9.8.7, more info at https://x" };
      const token = `token-${tokens.size + 1}-${told.addresses.length}`;
      tokens.add(token);
      return { errcode: 0, errmsg: "ok", access_token: token, expires_in: 7200 };
    }
    if (!tokens.has(url.searchParams.get("access_token") ?? ""))
      return { errcode: 40014, errmsg: "invalid access_token" };
    const given = told.answer(url.pathname);
    if (given !== undefined) return given;
    if (url.pathname === "/cgi-bin/user/getuserid") {
      const userid = members[(JSON.parse(body) as { mobile: string }).mobile];
      return userid === undefined ? { errcode: 46004, errmsg: "user no exist" } : { errcode: 0, errmsg: "ok", userid };
    }
    told.sent.push(JSON.parse(body) as Sent);
    return { errcode: 0, errmsg: "ok", msgid: `msg-${told.sent.length}` };
  };
  const server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      told.addresses.push(request.url ?? "");
      const said = own(new URL(request.url ?? "", told.url), Buffer.concat(parts).toString("utf8"));
      answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => server.close());
  const { port } = server.address() as AddressInfo;
  return Object.assign(told, { url: `http://127.0.0.1:${port}` });
};
