// Clauses: N1
import { setTimeout as sleep } from "node:timers/promises";
import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { isContractProcedure } from "@orpc/contract";
import { createRouterClient } from "@orpc/server";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { addContract } from "../../src/commands/add-contract.ts";
import { diagnoseStore } from "../../src/commands/diagnose-store.ts";
import { type House, risingClock } from "../../src/commands/house.ts";
import { makeBundle } from "../../src/commands/make-bundle.ts";
import { readDelivery } from "../../src/delivery/settings.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { api } from "../../src/server/api.ts";
import { LongWork } from "../../src/server/long-work.ts";
import { Pace } from "../../src/server/pace.ts";
import { makeRouter } from "../../src/server/router.ts";
import { Uploads } from "../../src/server/uploads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { addLoginUser } from "../../src/store/login-users.ts";
import { addMembership } from "../../src/store/memberships.ts";
import { findPerson, type RoleName } from "../../src/store/people.ts";
import { CLOCK, ROUTES } from "./access-routes.ts";
import { addSomebody, askingAs, contextAs } from "./askers.ts";
import { CASES, type Making, READING } from "./at-once-cases.ts";
import { A2_CONTRACT } from "./letter-contract.ts";
import { newDatabase, storeOn, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const failures: unknown[] = [];
const uploads = new Uploads();
const work = new LongWork(() => ({ code: "FAILED", text: { zh: "失败", en: "failed" } }));
let house: House;
/** The same with a server for mail, which nothing is sent to here. */
let sending: House;
let behind: pg.Client;
const people = new Map<string, readonly [id: string, role: RoleName]>();
beforeAll(async () => {
  const database = await newDatabase();
  const store = await storeOn(database);
  behind = await superuser(database);
  house = { store, threads, engine: "test", now: risingClock(() => CLOCK / 1000) };
  const mail = {
    publicUrl: "https://fealty.example.cn/",
    smtpUrl: "smtp://127.0.0.1:9",
    mailFrom: "noreply@example.cn",
  };
  sending = { ...house, delivery: readDelivery(mail).delivery };
  const tools = await import(String(new URL("../../../tools/bundle.mjs", import.meta.url)));
  await tools.buildVerifier();
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: true, clock: CLOCK }, CLOCK),
  );
  for (const [code, role] of [
    ["boss", "owner"],
    ["writer", "operations"],
    ["reader", "agent"],
    ["seller", "agent"],
  ] as const)
    people.set(code, [await addSomebody(house, 1, code, role), role]);
  // Keys that are made at their first use are there before anything is counted.
  const { go, person } = making("first");
  await go("outbox.invite", { person: await person("agent"), to: "a1@example.cn", language: "zh" });
});
afterAll(async () => {
  work.stopAll();
  await uploads.close();
  await threads.close();
});
type Answer = Record<string, never>;
const call = async (path: string, input: object, sends = false, as = "boss"): Promise<Answer> => {
  const [id, role] = people.get(as)!;
  const context = contextAs(
    { house: sends ? sending : house, work, uploads, pace: new Pace(), clocks: { faults: [] } },
    askingAs(1, [role], id),
  );
  let at: unknown = createRouterClient(
    makeRouter((error) => failures.push(error)),
    { context },
  );
  for (const name of path.split(".")) at = (at as Record<string, unknown>)[name];
  return (at as (input: object) => Promise<Answer>)({ party: "company", ...input });
};
let keys = 0;
const newKey = (): string => `at-once-${keys++}`;
const making = (tag: string): Making => ({
  tag,
  go: (path, input, as) => call(path, { ...input, key: newKey() }, false, as),
  contract: async (name = "", agent, from = "2026-06-01") => {
    const number = `N${name}-${tag}`;
    const named = A2_CONTRACT.replace("CLI-1", number).replace("from: 2026-06-01", `from: ${from}`);
    // The person who is the agent bears the name of the contract's.
    const text = agent === undefined ? named : named.replace("李晓", `人员${agent}`);
    const files = [{ path: "contract.yaml", text }];
    const by = agent === undefined ? {} : { agentPersonId: people.get(agent)![0] };
    await addContract(house, { companyId: 1, party: "company" }, { files, facts: "", ...by }, "zh");
    return number;
  },
  person: async (role, name = "P") => {
    await addSomebody(house, 1, `${name}${tag}`, role);
    return `${name}${tag}`;
  },
  login: (code) =>
    house.store.withCompany(1, {}, async (tx) => {
      const { personId } = (await findPerson(tx, { code }))!;
      await addLoginUser(tx, { userId: personId, address: `${code}@example.cn`, passwordHash: "none" }, house.now());
      await addMembership(tx, personId, personId, house.now());
    }),
  upload: async (name, text) => (await uploads.receive(1, name, new Response(text).body as never)).file,
  last: async (table, column, by = column) =>
    (await behind.query(`select ${column} as id from fealty.${table} order by ${by} desc limit 1`)).rows[0].id,
});
/** How many rows each table has. */
const counted = async (): Promise<ReadonlyMap<string, number>> => {
  const { rows: tables } = await behind.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'fealty' order by 1",
  );
  const { rows } = await behind.query<{ name: string; rows: number }>(
    tables
      .map(({ name }) => `select '${name}' as name, count(*)::integer as rows from fealty.${name}`)
      .join(" union all "),
  );
  return new Map(rows.map(({ name, rows }) => [name, rows]));
};
/** What was done, with the tables that grew by it. */
const grown = async <Result>(act: () => Promise<Result>): Promise<[Result, Record<string, number>]> => {
  const before = await counted();
  const result = await act();
  const after = [...(await counted())].map(([name, rows]) => [name, rows - before.get(name)!] as const);
  return [result, Object.fromEntries(after.filter(([, more]) => more !== 0))];
};
const changing = (node: object, path: readonly string[] = []): string[] =>
  Object.entries(node).flatMap(([name, child]) => {
    if (!isContractProcedure(child)) return changing(child as object, [...path, name]);
    return child["~orpc"].route.method === "GET" ? [] : [[...path, name].join(".")];
  });

/** Waits for work that goes on after the answer. */
const ended = async (answer: Answer): Promise<Answer> => {
  const id = (answer as { work?: string } | undefined)?.work;
  while (id !== undefined && work.progress(1, id).state === "running") await sleep(5);
  return answer;
};
interface Told {
  readonly code: string;
  readonly data?: { readonly text?: { readonly zh: string; readonly en: string } };
}
/** `ok`, or the code of the refusal, which has words in both languages. */
const outcomeOf = (one: PromiseSettledResult<unknown>): string => {
  if (one.status === "fulfilled") return "ok";
  const { code, data } = one.reason as Told;
  const { zh = "", en = "" } = data?.text ?? {};
  return /\p{Script=Han}/u.test(zh) && en !== "" ? code : `${code} without words`;
};
let cases = 0;
const inputOf = async (path: string): Promise<object> => ({
  ...ROUTES[path]![1],
  ...(await CASES[path]!.input?.(making(`${cases++}`))),
});
const twice = (path: string, input: object, first: string, second: string) =>
  grown(() =>
    Promise.allSettled(
      [first, second].map(async (key) =>
        ended(await call(path, { ...input, key }, CASES[path]!.sends, CASES[path]!.as)),
      ),
    ),
  );
const KEYED = Object.keys(CASES).filter((path) => !CASES[path]!.keyless);

describe("two at once", () => {
  it("N1: every route that changes something is tried, but those that ask who is at a door or at its own login", () => {
    const known = [...Object.keys(CASES), ...READING];
    expect(
      changing(api)
        .filter((path) => !/^(?:door|login|ownPage)\./.test(path))
        .sort(),
    ).toEqual(known.sort());
    // A route has a key or is one of these, and these only become fewer.
    const keyless = Object.keys(CASES).filter((path) => CASES[path]!.keyless);
    expect(keyless.filter((path) => "key" in ROUTES[path]![1])).toEqual([]);
    expect(KEYED.filter((path) => !("key" in ROUTES[path]![1]))).toEqual([]);
    expect(keyless.length).toBeLessThanOrEqual(16);
  });
  it.each(KEYED)("N1: %s with one key is done once and answers twice alike", async (path) => {
    const alone = await inputOf(path);
    const [, single] = await grown(() => call(path, { ...alone, key: newKey() }, false, CASES[path]!.as));
    expect(single.idempotency).toBe(1);
    const input = await inputOf(path);
    const key = newKey();
    const [answers, pair] = await twice(path, input, key, key);
    expect(answers.map(outcomeOf)).toEqual(["ok", "ok"]);
    const [one, two] = answers.map((answer) => (answer as PromiseFulfilledResult<Answer>).value);
    expect(two).toEqual(one);
    expect(pair).toEqual(single);
    expect(await call(path, { ...input, key }, false, CASES[path]!.as)).toEqual(one);
  });
  it.each(Object.keys(CASES))(
    "N1: %s twice as two calls is two of them, or one and a refusal in words",
    async (path) => {
      const { second, sends, as, most: times = 2 } = CASES[path]!;
      const alone = await inputOf(path);
      const [, single] = await grown(async () => ended(await call(path, { ...alone, key: newKey() }, sends, as)));
      const [answers, both] = await twice(path, await inputOf(path), newKey(), newKey());
      const wanted = second === "both" ? ["ok", "ok"] : [second, "ok"];
      expect(answers.map(outcomeOf).sort()).toEqual(wanted.sort());
      if (second !== "both") expect(both).toEqual(single);
      for (const [table, rows] of Object.entries(both)) {
        const most = times * (single[table] ?? 0);
        expect([table, Math.abs(rows) <= Math.abs(most)]).toEqual([table, true]);
      }
    },
  );
  it("N1: one of two contracts of one number comes in, and evidence is made for both who ask", async () => {
    const company = { companyId: 1, party: "company" } as const;
    const files = [{ path: "contract.yaml", text: A2_CONTRACT.replace("CLI-1", "TWICE") }];
    const added = await Promise.allSettled([1, 2].map(() => addContract(house, company, { files, facts: "" }, "zh")));
    expect(added.map((one) => (one.status === "fulfilled" ? "ok" : one.reason.code)).sort()).toEqual([
      "already_there",
      "ok",
    ]);
    const [bundles, rows] = await grown(() =>
      Promise.allSettled([1, 2].map(() => makeBundle(house, company, { number: "TWICE" }))),
    );
    expect([bundles.map(({ status }) => status), rows.record_batch]).toEqual([["fulfilled", "fulfilled"], 2]);
  });
  it("N1, N2: nothing failed inside, and all is as a recomputation has it", async () => {
    expect(failures).toEqual([]);
    expect((await diagnoseStore(house, 1)).filter(({ differences }) => differences.length > 0)).toEqual([]);
  });
});
