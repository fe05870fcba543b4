import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

const NUMBER = "R-1";
let served: Serving;
let cookie: string;
beforeAll(async () => {
  const { house, add } = await importHouse();
  await add(NUMBER);
  await addSomebody(house, 1, "S1", "owner");
  served = await serve({ house, page: join(newFolder(), "none"), ports: [0], log: () => undefined });
  cookie = await cookieOf(served.url, "S1");
});
afterAll(() => served.close());
const ask = (path: string, { headers, ...request }: RequestInit = {}): Promise<Response> =>
  fetch(`${served.url}${path}`, { ...request, headers: { cookie, ...(headers as Record<string, string>) } });
const told = async (response: Response) =>
  ((await response.json()) as { data: { text: { zh: string; en: string } } }).data.text;

describe("a request that its route does not take", () => {
  it("N1: a field that is wrong is told with what was sent for it, each language in its own words", async () => {
    for (const [query, zh, en] of [
      ["limit=abc", "limit: 应为数字，收到的是 “abc”", 'limit: a number is expected, "abc" was sent'],
      [
        "atRisk=maybe",
        "atRisk: 应为是（true）或否（false），收到的是 “maybe”",
        'true or false is expected, "maybe" was sent',
      ],
    ]) {
      const answer = await told(await ask(`api/contracts?party=company&${query}`));
      expect(answer).toMatchObject({ zh: expect.stringContaining(zh!), en: expect.stringContaining(en!) });
    }
    const days = await told(await ask("api/company/today?party=company&days=1000000000"));
    expect(days.en).toContain("days: too large, at most 60");
    const headers = { "content-type": "application/json" };
    const empty = await told(await ask(`api/contracts/${NUMBER}/events`, { method: "POST", headers, body: "{}" }));
    expect([empty.zh, empty.en].join()).toContain("缺失，应为文本");
    expect([empty.zh, empty.en].join()).not.toMatch(/undefined|期望 [a-z]/);
  });
  it("N1: a malformed request has one shape, wherever it is found out", async () => {
    const headers = { "content-type": "application/json" };
    const of = async (path: string, body: string) =>
      (await (await ask(path, { method: "POST", headers, body })).json()) as object;
    for (const [path, body] of [
      [`api/contracts/${NUMBER}/events`, "{"],
      [`api/contracts/${NUMBER}/events`, "{}"],
      ["api/personas", "{"],
      ["api/personas", "{}"],
      ["api/import-files?party=king", "a"],
    ])
      expect([path, body, await of(path!, body!)]).toMatchObject([
        path,
        body,
        { code: "INPUT_MALFORMED", defined: true, status: 400 },
      ]);
  });
  it("N1: a path that is there says which methods it has", async () => {
    const put = await ask("api/company", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET"]);
    expect(await put.json()).toMatchObject({ code: "METHOD_NOT_ALLOWED", defined: true });
    const imports = await ask("api/imports", { method: "DELETE" });
    expect([imports.status, imports.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await ask("api/import-files", { method: "GET" })).headers.get("allow")).toBe("POST");
    // `fetch` sends none of these.
    const traced = await new Promise<IncomingMessage>((resolve, reject) =>
      request(`${served.url}api/contracts`, { method: "TRACE" }, resolve).once("error", reject).end(),
    );
    expect([traced.statusCode, JSON.parse(await text(traced)).code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
  });
});

it("N7, T19: nothing of an answer is kept on its way, whoever asks, by which door, refused or not", async () => {
  const kept: [string, number, string | null][] = [];
  const json = { "content-type": "application/json" };
  for (const [path, request] of [
    ["api/customers?party=company", {}],
    ["api/openings/none", {}],
    [`api/contracts/${NUMBER}/bundle?party=company`, {}],
    ["api/own-page", {}],
    ["api/import-files?party=company", { method: "POST", body: "a" }],
    ["api/personas", { method: "POST", headers: json, body: "{" }],
    ["rpc/customers/list", { method: "POST", headers: json, body: '{"json":{"party":"company"}}' }],
    ["rpc/none", { method: "POST", headers: json, body: "{}" }],
    ["api/customers?party=company", { headers: { "sec-fetch-site": "cross-site" } }],
    ["api/customers?party=company", { headers: { cookie: "nobody=1" } }],
  ] as const) {
    const answer = await ask(path, request);
    await answer.arrayBuffer();
    kept.push([path, answer.status, answer.headers.get("cache-control")]);
  }
  expect(kept.filter(([, , control]) => control !== "no-store")).toEqual([]);
  expect(new Set(kept.map(([, status]) => status))).toEqual(new Set([200, 400, 401, 403, 404]));
});
