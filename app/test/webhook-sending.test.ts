import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isPublicAddress } from "../src/delivery/public-addresses.ts";
import { signatureHeaders, tellWebhook, urlFault, type WebhookSettings } from "../src/delivery/webhook.ts";
import { certificateFor, type OtherSystem, otherSystem } from "./webhook-room.ts";

const NAME = "hooks.example.cn";
/** An address of this machine that no other run has. */
const HERE = `127.77.${process.pid % 250}.${1 + (Math.floor(process.pid / 250) % 250)}`;
const certificate = certificateFor(NAME);
let system: OtherSystem;
/** Stands where nothing may arrive. */
let inside: OtherSystem;
let asked: string[];
beforeAll(async () => {
  system = await otherSystem(HERE, 8443, certificate);
  inside = await otherSystem("127.0.0.1");
});
afterAll(async () => {
  await system.close();
  await inside.close();
});
beforeEach(() => {
  asked = [];
  system.taken.length = 0;
  inside.taken.length = 0;
  system.answer = (response) => void response.writeHead(204).end();
});
const SECRET = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
/** A house that resolves names to these addresses, one list after the other. */
const resolving = (...answers: readonly (readonly string[])[]): WebhookSettings => ({
  loopback: true,
  ca: certificate.cert,
  resolve: async (name) => {
    const found = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(name);
    return found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  },
});
const OUTSIDE = (...answers: readonly (readonly string[])[]): WebhookSettings => ({
  ...resolving(...answers),
  loopback: false,
});
const tell = (
  settings: WebhookSettings,
  url = `https://${NAME}:8443/told?x=1`,
  signal = new AbortController().signal,
) => tellWebhook({ id: "msg_1", url, body: '{"type":"webhook.test"}', secrets: [SECRET] }, settings, signal);

describe("telling another system", () => {
  it("C1.2: signs as Standard Webhooks says, with its published example", () => {
    const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}', secrets: [SECRET] };
    expect(signatureHeaders(message, 1614265330)).toEqual({
      "webhook-id": message.id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });
  it("C1.2: is taken over TLS by whoever holds the name's certificate, and the signature is over what arrived", async () => {
    expect(await tell(resolving([HERE]))).toEqual({ code: 204 });
    const [{ headers, body }] = system.taken as [(typeof system.taken)[number]];
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", SECRET).update(signed).digest("base64")}`);
    expect([headers.host, headers["content-type"]]).toEqual([`${NAME}:8443`, "application/json; charset=utf-8"]);
    expect(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
  });
  it("T10: a name that points elsewhere a moment later leads nowhere: it is asked once, and the checked address is used", async () => {
    expect(await tell(resolving([HERE], ["169.254.169.254"]))).toEqual({ code: 204 });
    expect([asked, system.taken.length]).toEqual([[NAME], 1]);
  });
  it.each([
    "127.0.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "169.254.169.254",
    "100.100.100.200",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "0.0.0.0",
    "::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "::7f00:1",
    "198.18.0.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "nonsense",
  ])("T10: a public name that resolves to %s is not told, alone or beside a public address", async (address) => {
    expect(isPublicAddress(address)).toBe(false);
    for (const answer of [[address], ["8.8.8.8", address]])
      expect(await tell(OUTSIDE(answer))).toEqual({ problem: "address_refused" });
    expect([system.taken, inside.taken]).toEqual([[], []]);
  });
  it.each(["8.8.8.8", "114.114.114.114", "100.63.255.255", "172.32.0.1", "2400:3200::1", "2606:4700::1111"])(
    "T10: %s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
  it.each([
    ["http://hooks.example.cn/", "scheme"],
    ["ftp://hooks.example.cn/", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["gopher://hooks.example.cn/", "scheme"],
    ["hooks.example.cn", "form"],
    [`https://hooks.example.cn/${"a".repeat(500)}`, "form"],
    ["https://user:password@hooks.example.cn/", "user"],
    ["https://hooks.example.cn/#part", "user"],
    ["https://hooks.example.cn:5432/", "port"],
    ["https://hooks.example.cn:22/", "port"],
    ["https://127.0.0.1/", "inside"],
    ["https://2130706433/", "inside"],
    ["https://0x7f.1/", "inside"],
    ["https://0x7f000001/", "inside"],
    ["https://0177.0.0.1/", "inside"],
    ["https://127.1/", "inside"],
    ["https://0/", "inside"],
    ["https://１２７.０.０.１/", "inside"],
    ["https://[::1]/", "inside"],
    ["https://[::ffff:169.254.169.254]/", "inside"],
    ["https://[64:ff9b::a9fe:a9fe]/", "inside"],
    ["https://169.254.169.254/latest/meta-data/", "inside"],
    ["https://100.100.100.200/latest/meta-data/", "inside"],
    ["https://localhost/", "inside"],
    ["https://localhost./", "inside"],
    ["https://db.internal/", "inside"],
    ["https://printer.local/", "inside"],
    ["https://intranet/", "inside"],
  ])("T10: %s is refused before anything is asked", async (url, fault) => {
    expect(urlFault(url, { loopback: false })).toBe(fault);
    expect(await tell(OUTSIDE([HERE]), url)).toEqual({ problem: "address_refused" });
    expect([asked, system.taken.length, inside.taken.length]).toEqual([[], 0, 0]);
  });
  it("T10: a redirect is not followed, wherever it leads", async () => {
    system.answer = (response) => void response.writeHead(302, { location: `http://127.0.0.1:${inside.port}/` }).end();
    expect(await tell(resolving([HERE]))).toEqual({ code: 302, problem: "redirected" });
    expect([system.taken.length, inside.taken.length]).toEqual([1, 0]);
  });
  it("T10: no proxy of the environment is asked", async () => {
    const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "ALL_PROXY", "NODE_USE_ENV_PROXY"];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = `http://127.0.0.1:${inside.port}`;
    process.env.NODE_USE_ENV_PROXY = "1";
    try {
      expect(await tell(resolving([HERE]))).toEqual({ code: 204 });
    } finally {
      names.forEach((name, index) => {
        if (before[index] === undefined) delete process.env[name];
        else process.env[name] = before[index];
      });
    }
    expect(inside.taken).toEqual([]);
  });
  it("T10: whoever answers without end is not read to the end", async () => {
    let sent = 0;
    system.answer = (response) => {
      response.writeHead(200);
      const more = (): void => {
        if (response.destroyed) return;
        sent += 16_384;
        if (response.write(Buffer.alloc(16_384))) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    };
    expect(await tell(resolving([HERE]))).toEqual({ code: 200 });
    expect(sent).toBeLessThan(64 * 2 ** 20);
  });
  it("T10: whoever does not answer is left after ten seconds, and a name that is never found too", async () => {
    system.answer = () => undefined;
    const never: WebhookSettings = { ...resolving([HERE]), resolve: () => new Promise(() => undefined) };
    const began = performance.now();
    expect(await Promise.all([tell(resolving([HERE])), tell(never)])).toEqual([
      { problem: "timed_out" },
      { problem: "timed_out" },
    ]);
    expect(performance.now() - began).toBeLessThan(30_000);
  }, 60_000);
  it("T10: a certificate of another name, no certificate, nobody there and no such name are told apart", async () => {
    const other = { ...resolving([HERE]), ca: certificateFor("other.example.cn").cert };
    expect(await tell(other)).toEqual({ problem: "tls" });
    expect(await tell(resolving([HERE]), "https://another.example.cn:8443/")).toEqual({ problem: "tls" });
    expect(await tell(resolving([HERE.replace(".77.", ".78.")]))).toEqual({ problem: "no_connection" });
    expect(await tell(resolving([]))).toEqual({ problem: "name_unknown" });
    expect(system.taken).toEqual([]);
  });
  it("T10: this machine itself is told only where the machine's own setting allows it", async () => {
    const url = `http://127.0.0.1:${inside.port}/`;
    expect(await tell({ loopback: false }, url)).toEqual({ problem: "address_refused" });
    expect(inside.taken).toEqual([]);
    expect(await tell({ loopback: true }, url)).toEqual({ code: 204 });
    // And then nothing of the network around it.
    expect(urlFault("http://192.168.1.1/", { loopback: true })).toBe("scheme");
    expect(await tell(resolving(["192.168.1.1"]))).toEqual({ problem: "address_refused" });
  });
});
