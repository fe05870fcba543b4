import { afterEach, expect, it, vi } from "vitest";
import { fealty } from "./cli-terminal.ts";
import { mailServer } from "./mail-room.ts";

const set = (environment: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
};
afterEach(() => vi.unstubAllEnvs());

it("N7: the doctor says in words what is set up, what answers and what is set wrongly, and sends nothing", async () => {
  expect(await fealty(["doctor", "--messages"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("stay in the outbox"),
  });
  const server = await mailServer();
  set({ FEALTY_PUBLIC_URL: "https://fealty.example.cn", FEALTY_SMTP_URL: server.url, FEALTY_MAIL_FROM: "a@b.cn" });
  const good = await fealty(["doctor", "--messages"], { language: "zh" });
  expect([good.code, good.out.split("\n")[0]]).toEqual([0, "✓ 邮件：服务器可以连接。"]);
  expect(server.received).toEqual([]);
  set({ FEALTY_SMTP_URL: "smtp://user:secret-word@127.0.0.1:1" });
  const bad = await fealty(["doctor", "--messages"]);
  expect([bad.code, bad.out]).toEqual([1, expect.stringContaining("ECONNREFUSED")]);
  expect(bad.out + bad.err).not.toContain("secret-word");
});
it("N7: a house whose servers are set wrongly does not start, and tells all of it at once", async () => {
  set({ FEALTY_PUBLIC_URL: "ftp://x", FEALTY_SMTP_URL: "smtps://user:secret-word@host/path", FEALTY_SMS_URL: "x" });
  const { code, err } = await fealty(["serve", "--port", "0"]);
  expect(code).toBe(2);
  for (const name of ["PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "SMS_URL", "SMS_SECRET"])
    expect(err).toContain(`FEALTY_${name}:`);
  expect(err).not.toContain("secret-word");
});
