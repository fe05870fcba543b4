// Clauses: C1.2, N1
import { join } from "node:path";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "../../src/commands/permissions.ts";
import { describeApi } from "../../src/server/openapi.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { NOBODY, ROUTES } from "./access-routes.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

let served: Serving;
let owner: string;
let trainer: string;
beforeAll(async () => {
  const { house, add } = await importHouse();
  await add("CLI-1");
  await addSomebody(house, 1, "S1", "owner");
  await addSomebody(house, 1, "S7", "trainer");
  served = await serve({ house, page: join(newFolder(), "none"), ports: [0], log: () => undefined });
  [owner, trainer] = [await cookieOf(served.url, "S1"), await cookieOf(served.url, "S7")];
});
afterAll(() => served.close());
const send = (path: string, cookie: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${served.url}${path}`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", ...headers },
    body,
  });

/** What a browser sends along when a page of somebody else posts to us, whatever it says that it posts. */
const FROM_ELSEWHERE: Readonly<Record<string, Record<string, string>>> = {
  "another site": { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  "a form without a type": { origin: "http://127.0.0.1:1", "content-type": "text/plain" },
  "a frame without an origin": { origin: "null", "content-type": "application/x-www-form-urlencoded" },
  "an older browser": { "sec-fetch-site": "same-site" },
};
describe("T16", () => {
  it.each(Object.keys(FROM_ELSEWHERE))(
    "no route that changes anything obeys %s, though the browser is signed in",
    async (from) => {
      const { paths = {} } = await describeApi([new ZodToJsonSchemaConverter()]);
      const posted = Object.entries(paths).flatMap(([path, routes]) => (routes?.post ? [`api${path}`] : []));
      const called = Object.keys(ROUTES).map((path) => `rpc/${path.replaceAll(".", "/")}`);
      expect(posted.length).toBeGreaterThan(40);
      const obeyed: unknown[] = [];
      for (const path of [...posted.map((one) => one.replace(/\{[^}]+\}/g, NOBODY)), ...called]) {
        const answer = await send(path, owner, "{}", FROM_ELSEWHERE[from]);
        if (answer.status !== 403) obeyed.push([path, answer.status]);
      }
      expect(obeyed).toEqual([]);
    },
  );
});
/** What somebody may say of itself in a body, by field, as JSON. */
const CLAIMS: Readonly<Record<string, string>> = {
  companyId: "2",
  userId: `"${NOBODY}"`,
  personId: `"${NOBODY}"`,
  role: '"owner"',
  roles: '["owner"]',
  verifiedEmail: "true",
  preview: "false",
  via: '{"power":"owner"}',
  actor: `{"roles":["owner"],"personId":"${NOBODY}","former":false}`,
  asking: '{"parties":["company"]}',
  ["__proto__"]: '{"roles":["owner"],"party":"company"}',
  constructor: '{"prototype":{"isOwner":true}}',
};
describe("T18", () => {
  it.each(Object.keys(ROUTES))("who somebody is stands in the session alone: %s", async (path) => {
    const [verb, input] = ROUTES[path]!;
    const plain = JSON.stringify({ ...input, key: `plain-${path}`, party: "company" });
    // A field that the route has keeps its meaning.
    const claims = Object.entries(CLAIMS).filter(([field]) => !Object.hasOwn(input, field));
    expect(claims.length).toBeGreaterThan(9);
    const claiming = `{${claims.map(([field, value]) => `"${field}":${value}`).join()},${plain.slice(1).replace(`plain-${path}`, `claims-${path}`)}`;
    const url = `rpc/${path.replaceAll(".", "/")}`;
    const answer = await send(url, trainer, `{"json":${claiming}}`);
    const without = await send(url, trainer, `{"json":${plain}}`);
    if (PERMISSIONS[verb].includes("trainer")) expect([path, answer.status]).toEqual([path, without.status]);
    else expect([path, answer.status]).toEqual([path, 403]);
    expect(({} as { isOwner?: boolean }).isOwner).toBeUndefined();
  });
  it("nobody became anything by it", async () => {
    const answer = await fetch(`${served.url}api/people/S7?party=company`, { headers: { cookie: owner } });
    const { roles } = (await answer.json()) as { roles: { role: string }[] };
    expect(roles.map(({ role }) => role)).toEqual(["trainer"]);
  });
});
