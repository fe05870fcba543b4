// Clauses: C1.2, N7
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PERMISSIONS } from "../../src/commands/permissions.ts";
import { LOOKS } from "../../src/server/looks.ts";
import { type Serving, serve } from "../../src/server/serve.ts";
import { addSomebody, cookieOf } from "./askers.ts";
import { importHouse } from "./import-room.ts";
import { newFolder } from "./room.ts";

let served: Serving;
let house: Awaited<ReturnType<typeof importHouse>>["house"];
const cookies = new Map<string, string>();
let day: string;
const later = (days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
let keys = 0;
beforeAll(async () => {
  const room = await importHouse();
  house = room.house;
  for (const number of ["CA-1", "CA-2", "CA-3"]) await room.add(number);
  await addSomebody(house, 1, "S1", "owner");
  await addSomebody(house, 1, "S3", "operations");
  served = await serve({ house, page: join(newFolder(), "none"), ports: [0], log: () => undefined });
  for (const code of ["S1", "S3"]) cookies.set(code, await cookieOf(served.url, code));
  ({ day } = (await (await ask("S1", "people?party=company")).json()) as { day: string });
});
afterAll(() => served.close());
const ask = (who: string, path: string, body?: object): Promise<Response> =>
  fetch(`${served.url}api/${path}`, {
    headers: { cookie: cookies.get(who)!, "content-type": "application/json" },
    ...(body && { method: "POST", body: JSON.stringify({ party: "company", ...body }) }),
  });
const add = (code: string, ...roles: object[]) =>
  ask("S1", "people", { key: `person-key-${keys++}`, code, name: `人员${code}`, roles });
const grant = (code: string, role: object, who = "S1") =>
  ask(who, `people/${code}/roles`, { key: `grant-key-${keys++}`, ...role });
/** Fields of the form that are at fault. */
const faultsOf = async (answer: Response): Promise<string[]> =>
  ((await answer.json()) as { data: { faults: { field: string }[] } }).data.faults.map(({ field }) => field);
const audits = (contract: string, more: object = {}) => ({
  role: "contract_auditor",
  contract,
  fromOn: day,
  beforeOn: later(30),
  ...more,
});

it("C1.2: an auditor of one contract is given by an owner, for a contract that is there, until a day, and has no other role", async () => {
  expect(await faultsOf(await add("X1", { role: "contract_auditor", fromOn: day }))).toEqual([
    "roles.0.contract",
    "roles.0.beforeOn",
  ]);
  expect(await faultsOf(await add("X1", audits("nobody's")))).toEqual(["roles.0.contract"]);
  expect(await faultsOf(await add("X1", { role: "auditor", contract: "CA-1", fromOn: day }))).toEqual([
    "roles.0.contract",
  ]);
  expect(await faultsOf(await add("X1", audits("CA-1"), { role: "trainer", fromOn: day }))).toEqual(["roles.1.role"]);
  expect((await add("A1", audits(" CA-1 "))).status).toBe(200);
  expect(await faultsOf(await grant("A1", { role: "trainer", fromOn: later(3) }))).toEqual(["role"]);
  expect(await faultsOf(await grant("S3", audits("CA-1")))).toEqual(["role"]);
  // The same contract twice at a time is a mistake, another one is not.
  expect(await faultsOf(await grant("A1", audits("CA-1")))).toEqual(["fromOn"]);
  expect((await grant("A1", audits("CA-2"))).status).toBe(200);
  expect((await grant("A1", audits("CA-3"), "S3")).status).toBe(422);
  const { roles } = (await (await ask("S1", "people/A1?party=company")).json()) as { roles: { contract: string }[] };
  expect(roles.map(({ contract }) => contract).sort()).toEqual(["CA-1", "CA-2"]);
});
it("C1.2, T2: reads those contracts with their record, and nothing else of the company", async () => {
  cookies.set("A1", await cookieOf(served.url, "A1"));
  const { rows } = (await (await ask("A1", "contracts?party=company")).json()) as { rows: { number: string }[] };
  expect(rows.map(({ number }) => number)).toEqual(["CA-1", "CA-2"]);
  expect((await ask("A1", "contracts/CA-1/view?party=company&language=zh")).status).toBe(200);
  expect((await ask("A1", "contracts/CA-1/record?party=company")).status).toBe(200);
  expect((await ask("A1", "contracts/CA-3/view?party=company&language=zh")).status).toBe(404);
  expect((await ask("A1", "contracts/CA-3/record?party=company")).status).toBe(404);
  for (const path of ["people", "customers", "company/today", "activity", "organisation", "rules", "customer-requests"])
    expect([
      path,
      (await ask("S1", `${path}?party=company&language=zh`)).status,
      (await ask("A1", `${path}?party=company&language=zh`)).status,
    ]).toEqual([path, 200, 403]);
  const sale = { id: "s1", kind: "sale", at: `${day}T10:00:00+08:00`, order: "o1", amount: "1.00", customer: "c1" };
  const written = { key: "auditor-writes", language: "zh", lines: JSON.stringify(sale) };
  expect((await ask("A1", "contracts/CA-1/events", written)).status).toBe(403);
});
it("C1.2: each of its looks leaves a line, at every route that is open to it", async () => {
  const told = (await (await ask("S1", "activity?party=company&person=A1&limit=500")).json()) as {
    rows: { verb: string; subject: { code?: string }; power: string }[];
  };
  expect(
    told.rows.filter(({ power }) => power === "contract_auditor").map(({ verb, subject }) => [verb, subject.code]),
  ).toEqual(
    expect.arrayContaining([
      ["read-contract", "CA-1"],
      ["read-record", "CA-1"],
      ["list-contracts", undefined],
    ]),
  );
  const reads = Object.entries(PERMISSIONS).filter(([, roles]) => roles.includes("contract_auditor"));
  const logged = new Set<string>(Object.values(LOOKS));
  const open = ["read-company", "read-permissions", "make-bundle"];
  expect(reads.map(([verb]) => verb).filter((verb) => !logged.has(verb) && !open.includes(verb))).toEqual([]);
});
it("C1.2: whoever has a role in a branch still sees the people, and of the contract that is audited no more than the branch has", async () => {
  const branch = { key: "auditor-branch", code: "WZ", nameZh: "温州", nameEn: "Wenzhou" };
  expect((await ask("S1", "organisation/branches", branch)).status).toBe(200);
  expect((await add("B1", { role: "operations", branch: "WZ", fromOn: later(-1) })).status).toBe(200);
  cookies.set("B1", await cookieOf(served.url, "B1"));
  const answer = await ask("B1", "people?party=company");
  expect(answer.status).toBe(200);
  expect(JSON.stringify(await answer.json())).not.toContain("CA-1");
});
it("C10.3: ends with its last day, and takes nothing along", async () => {
  await add("A2", audits("CA-1", { fromOn: later(-10), beforeOn: day }));
  const answer = await fetch(`${served.url}api/personas`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ person: "A2" }),
  });
  expect(answer.ok).toBe(false);
});
