// Clauses: N1, N7, N8
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { depthOf, LONGEST_BODY } from "../../src/server/limits.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { jsonLog, noteError } from "../../src/server/watch.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

const NUMBER = "W-1";
const lines: { msg: string; route?: string; [field: string]: unknown }[] = [];
const log = jsonLog((line) => lines.push(JSON.parse(line)));
let served: Serving;
let cookie: string;
let withoutDatabase: () => void;
beforeAll(async () => {
  const { house, add } = await importHouse();
  await add(NUMBER);
  await addSomebody(house, 1, "S1", "owner");
  let broken = false;
  withoutDatabase = () => {
    broken = true;
  };
  const { withLogins } = house.store;
  const store = {
    ...house.store,
    withLogins: ((work) =>
      broken ? Promise.reject(new Error("客户 张三丰 13800138000")) : withLogins(work)) as typeof withLogins,
  };
  served = await serve({
    house: { ...house, store },
    page: join(newFolder(), "none"),
    ports: [0],
    log: (error) => noteError(log, error),
    requestLog: log,
    pace: { signedIn: 20, open: 5 },
  });
  cookie = await cookieOf(served.url, "S1");
});
afterAll(() => served.close());
const ask = (path: string, { headers, ...request }: RequestInit = {}): Promise<Response> =>
  fetch(`${served.url}${path}`, { ...request, headers: { cookie, ...(headers as Record<string, string>) } });
const send = (body: NonNullable<RequestInit["body"]>): Promise<Response> =>
  ask(`api/contracts/${NUMBER}/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code: string }).code;

it("T13: a request that is too large or too deep is refused before it is read, announced or not", async () => {
  const long = `{"verbatim":"${"长".repeat(LONGEST_BODY / 3)}"}`;
  const streamed = new ReadableStream({
    start(to) {
      to.enqueue(new TextEncoder().encode(long));
      to.close();
    },
  });
  for (const [body, status, code] of [
    [long, 413, "INPUT_TOO_LARGE"],
    [streamed, 413, "INPUT_TOO_LARGE"],
    [`{"events":${"[".repeat(1e6)}${"]".repeat(1e6)}}`, 400, "INPUT_MALFORMED"],
    [`{"a":`.repeat(1e6), 400, "INPUT_MALFORMED"],
  ] as const) {
    const answer = await send(body);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  }
  expect(depthOf(String.raw`{"a":"[[[\"[[","b":[{}]}`)).toBe(3);
  expect(await codeOf(await send('{"events":{}}'))).toBe("INPUT_MALFORMED");
});
it("N1: requests are counted and logged by route, with nothing of who asked nor for what", async () => {
  await ask("api/contracts/%E5%BC%A0%E4%B8%89%E4%B8%B0?party=company");
  await ask("rpc/people/of/13800138000");
  await ask("api/people?party=company&text=13800138000");
  const metrics = await (await ask("metrics")).text();
  expect(metrics).toContain('fealty_http_requests_total{method="GET",route="/contracts/{number}",status="404"} 1');
  expect(metrics).toMatch(/fealty_http_request_duration_seconds_bucket\{le="0.25",route="\/people"\} 1/);
  expect(metrics).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  expect(lines.filter(({ msg, route }) => msg === "request" && route === "/people")).toHaveLength(1);
  for (const told of [metrics, JSON.stringify(lines)]) expect(told).not.toMatch(/13800138000|张三丰|%E5|S1\b/);
});
it("N1: whoever asks too often waits, alone, and is told how long", async () => {
  const answers: Response[] = [];
  for (let asked = 0; asked < 8; asked += 1) answers.push(await fetch(`${served.url}api/door`));
  const refused = answers.find(({ status }) => status === 429)!;
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await codeOf(refused)).toBe("TOO_MANY_REQUESTS");
  expect((await ask("api/company?party=company")).status).toBe(200);
});
it("N1: /healthz says whether the house can serve, and an error leaves its kind in the log and no word of it", async () => {
  expect([(await ask("healthz")).status, await (await ask("healthz")).json()]).toEqual([
    200,
    { status: "ok", clock: "ok" },
  ]);
  withoutDatabase();
  expect((await ask("healthz")).status).toBe(503);
  expect((await ask("api/company?party=company")).status).toBe(500);
  const error = lines.find(({ msg }) => msg === "error");
  expect(error).toMatchObject({ level: 50, error: { name: "Error", frames: expect.any(Array) } });
  expect(JSON.stringify(lines)).not.toMatch(/张三丰|13800138000/);
});
