// Clauses: N1
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

const PUBLIC = "https://fealty.example.cn";
let served: Serving;
let cookie: string;
beforeAll(async () => {
  const { house } = await importHouse();
  await addSomebody(house, 1, "S1", "owner");
  const delivery = { publicUrl: PUBLIC, channels: {} };
  served = await serve({
    house: { ...house, delivery },
    page: join(newFolder(), "none"),
    ports: [0],
    log: () => undefined,
  });
  cookie = await cookieOf(served.url, "S1");
});
afterAll(() => served.close());
interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: { readonly code?: string; readonly personas?: unknown[]; readonly rows?: { readonly from: string }[] };
}
/** As a proxy hands it on: the name that was asked for stands in `host`, which no browser lets a page set. */
const asked = (path: string, headers: Record<string, string>, body?: object): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${served.url}${path}`,
      { method: body ? "POST" : "GET", headers: { "content-type": "application/json", ...headers } },
      (answer) => {
        let text = "";
        answer.on("data", (piece) => {
          text += piece;
        });
        answer.on("end", () =>
          resolve({
            status: answer.statusCode!,
            headers: answer.headers,
            body: text.startsWith("{") ? JSON.parse(text) : {},
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body && JSON.stringify(body));
  });
const host = "fealty.example.cn";

it("T17, N1: the house answers to its own name and its public one, from their own pages, and to no other", async () => {
  const company = "api/company?party=company";
  for (const [headers, status] of [
    [{ host, cookie }, 200],
    [{ host, cookie, origin: PUBLIC }, 200],
    [{ host, cookie, origin: "http://fealty.example.cn" }, 403],
    [{ host, cookie, origin: "https://elsewhere.example" }, 403],
    [{ host: "elsewhere.example", cookie }, 403],
    [{ host: "fealty.example.cn:81", cookie }, 403],
    [{ host: "elsewhere.example", "x-forwarded-host": host, cookie }, 403],
  ] as const)
    expect([headers, (await asked(company, headers)).status]).toEqual([headers, status]);
  expect((await asked(company, { host, cookie })).headers["strict-transport-security"]).toBe("max-age=31536000");
});
it("N1: nobody becomes somebody without a password but at the machine itself, and its metrics stay there", async () => {
  expect((await asked("api/door", { host })).body.personas).toEqual([]);
  expect((await asked("api/door", {})).body.personas).not.toEqual([]);
  expect(await asked("api/personas", { host }, { person: "S1" })).toMatchObject({
    status: 403,
    body: { code: "ONLY_AT_THE_MACHINE" },
  });
  for (const handedOn of ["x-forwarded-for", "forwarded", "x-forwarded-host", "x-real-ip"]) {
    const headers = { [handedOn]: "203.0.113.9" };
    expect([handedOn, (await asked("api/door", headers)).body.personas]).toEqual([handedOn, []]);
    expect((await asked("api/personas", headers, { person: "S1" })).body.code).toBe("ONLY_AT_THE_MACHINE");
    expect((await asked("metrics", headers)).status).toBe(404);
  }
  const owner = { code: "X1", name: "甲", loginName: "jia", password: "三更灯火五更鸡，读书时" };
  expect((await asked("api/owner", { host }, owner)).body.code).toBe("ONLY_AT_THE_MACHINE");
  expect([(await asked("metrics", { host })).status, (await asked("metrics", {})).status]).toEqual([404, 200]);
});
it("N7: whoever came through the proxy is known by the address that the proxy wrote, and nobody can write another", async () => {
  const branch = (key: string) => ({ party: "company", key, code: key.toUpperCase(), nameZh: key, nameEn: key });
  const forwarded = "203.0.113.9, 198.51.100.7";
  await asked("api/organisation/branches", { host, cookie, "x-forwarded-for": forwarded }, branch("throughproxy"));
  await asked("api/organisation/branches", { cookie, "x-forwarded-for": forwarded }, branch("directly-here"));
  const { rows } = (await asked("api/activity?party=company", { cookie })).body;
  expect(rows!.map(({ from }) => from)).toEqual(["127.0.0.1", "198.51.100.7"]);
});
it("N1: the cookie of whoever came over https goes over https alone", async () => {
  const wrong = { name: "nobody", password: "x" };
  const out = await asked("api/sign-out", { host, cookie, origin: PUBLIC }, wrong);
  expect(String(out.headers["set-cookie"])).toMatch(/; Secure$/);
});
