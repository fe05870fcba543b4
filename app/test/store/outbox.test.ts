// Long: one house, one mail server, and each story needs what the ones before it left.
import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { activateLogin, readSlip } from "../../src/commands/activate-login.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { ANSWER_MS, askForReset } from "../../src/commands/ask-for-reset.ts";
import { endLogin } from "../../src/commands/end-login.ts";
import type { House } from "../../src/commands/house.ts";
import { inviteByMessage } from "../../src/commands/invite-by-message.ts";
import { invitePerson } from "../../src/commands/invite-person.ts";
import { readOutbox } from "../../src/commands/list-messages.ts";
import { readOwnLogin } from "../../src/commands/own-login.ts";
import { askForProof, proveAddress } from "../../src/commands/prove-address.ts";
import { sendDue } from "../../src/commands/send-messages.ts";
import { cancelMessage, handOverMessage, retryMessage } from "../../src/commands/settle-message.ts";
import { type Device, type Entered, signIn } from "../../src/commands/sign-in.ts";
import { whoAsks } from "../../src/commands/who-asks.ts";
import type { DeliveryEnvironment } from "../../src/config.ts";
import { readDelivery } from "../../src/delivery/settings.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { serve } from "../../src/server/serve.ts";
import { addCompany } from "../../src/store/companies.ts";
import { loginKeys } from "../../src/store/login-key.ts";
import { claimMessage } from "../../src/store/outbox-queue.ts";
import type { RoleName } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { OutboxWorker } from "../../src/worker/outbox.ts";
import { type MailServer, mailServer, refused, textGateway } from "../mail-room.ts";
import { askingAs } from "./askers.ts";
import { newStore, superuser } from "./room.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
const PASSWORD = "三更灯火五更鸡，读书时";
const OTHER = "白日依山尽 黄河入海流";
const PUBLIC = "https://fealty.example.cn/insure";
const MINUTE = 60_000;
let server: MailServer;
let gateway: Awaited<ReturnType<typeof textGateway>>;
/** The same store, with a server for mail and without. */
let house: House;
let bare: House;
let ahead = 0;
const withWays = (environment: DeliveryEnvironment): House => {
  const { delivery, faults } = readDelivery(environment);
  expect(faults).toEqual([]);
  return { ...bare, delivery };
};
const SMS_SECRET = "0123456789abcdef-shared";
beforeAll(async () => {
  server = await mailServer();
  gateway = await textGateway();
  const store = await newStore();
  bare = { store, threads, engine: "test", now: () => ((Date.now() + ahead) * 1000) as ReturnType<House["now"]> };
  house = withWays({
    publicUrl: `${PUBLIC}/`,
    smtpUrl: server.url,
    mailFrom: "忠约 <noreply@example.cn>",
    smsUrl: `${gateway.url}/texts/{id}`,
    smsSecret: SMS_SECRET,
  });
  for (const id of [1, 2])
    await store.withCompany(id, {}, (tx) =>
      addCompany(tx, { name: { zh: `公司${id}`, en: `Company ${id}` }, demonstration: false }, house.now()),
    );
});
beforeEach(() => {
  server.received.length = 0;
  server.answers = {};
  gateway.requests.length = 0;
});
const key = (): string => newUuid();
let addresses = 0;
const device = (cookies: readonly string[] = []): Device => {
  addresses += 1;
  const jar = cookies.map((line) => line.split(";")[0]!);
  return {
    headers: new Headers(jar.length ? { cookie: jar.join("; ") } : {}),
    address: `192.0.2.${addresses}`,
  };
};
const staff = (role: RoleName) => {
  const { actor } = askingAs(1, [role]);
  return { companyId: 1, party: "company", actor } as const;
};
const OWNER = staff("owner");
const add = (code: string, role: RoleName = "agent", name = `名${code}`) =>
  addPerson(
    house,
    { companyId: 1, party: "company" },
    { key: key(), code, name, roles: [{ role, fromOn: "2020-01-01" }] },
  );
const invite = (person: string, to: string, at = house, language: "zh" | "en" = "zh") =>
  inviteByMessage(at, OWNER, { key: key(), person, to, language });
const send = (at = house): Promise<number> => sendDue(at, 1, new AbortController().signal);
const outbox = async (person?: string, at = house) => {
  const { rows } = await readOutbox(at, OWNER, { offset: 0, limit: 500 });
  return rows.filter((one) => person === undefined || one.person.code === person);
};
const codeIn = (text: string): string => /1-[0-9A-Z-]{23}/.exec(text)![0];
/** Somebody who was invited at an address, and signs in with it. */
const member = async (code: string, to: string, role: RoleName = "agent"): Promise<Entered> => {
  await add(code, role);
  await invite(code, to);
  await send();
  const mail = server.received.pop()!;
  return (await activateLogin(house, { code: codeIn(mail.text), name: to, password: PASSWORD }, device())) as Entered;
};
/** A connection behind the store. */
const behind = async () => {
  const named = await house.store.withCompany(1, {}, (tx) =>
    tx.sql<{ base: string }>("select current_database() as base", []),
  );
  return superuser(named[0]!.base);
};
const columns = async (): Promise<string> => {
  const { rows } = await (await behind()).query(
    "select coalesce(string_agg(row_to_json(m)::text, '\n'), '') || (select string_agg(row_to_json(a)::text, '\n') from fealty.activity a)" +
      " || coalesce((select string_agg(row_to_json(i)::text, '\n') from fealty.idempotency i), '') as told from fealty.outbox_message m",
  );
  return rows[0].told as string;
};

describe("an invitation by mail", () => {
  it("C1.1: goes out over SMTP with a link of the configured address, makes the login, and proves the address", async () => {
    await add("A01", "agent", "林晓");
    const sent = await invite("A01", " Lin.Xiao@Example.CN ");
    expect(sent).toMatchObject({ channel: "mail", to: "l***@example.cn", waits: false });
    expect((await outbox("A01"))[0]).toMatchObject({ state: "waiting", tries: 0, canBeHandedOver: false });
    const [waiting] = await outbox("A01");
    expect(waiting!.text).toContain("•••••");
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(server.received).toHaveLength(1);
    const mail = server.received[0]!;
    expect([mail.from, mail.to]).toEqual(["noreply@example.cn", ["lin.xiao@example.cn"]]);
    expect(mail.subject).toBe("公司1：设置您的登录");
    expect(mail.headers.get("message-id")).toBe(`<${waiting!.id}@example.cn>`);
    expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
    const code = codeIn(mail.text);
    expect(mail.text).toContain(`${PUBLIC}/#/slip/${code}`);
    expect(mail.text).toContain("林晓，您好");
    const [kept] = await outbox("A01");
    expect(kept).toMatchObject({ state: "sent", tries: 1, address: "l***@example.cn" });
    // What opened something is nowhere, and nothing tells whose address it was.
    const told = await columns();
    for (const secret of [code, code.slice(2), "lin.xiao@example.cn", "Lin.Xiao"]) expect(told).not.toContain(secret);
    expect(told).toContain('"sealed_secret":null');
    const entered = await activateLogin(house, { code, name: "lin.xiao@example.cn", password: PASSWORD }, device());
    const asking = (await whoAsks(house, device(entered.cookies).headers))!;
    expect((await readOwnLogin(house, asking)).names).toEqual([
      { kind: "email", name: "lin.xiao@example.cn", provenAt: expect.any(Number), canBeProven: true },
    ]);
  });
  it("C1.1: in English; with another name than the address nothing is proven", async () => {
    await add("A02");
    await invite("A02", "a02@example.cn", house, "en");
    await send();
    const { text, subject, headers } = server.received[0]!;
    expect([subject, headers.get("content-language")]).toEqual(["Company 1: make your login", "en"]);
    const entered = await activateLogin(
      house,
      { code: codeIn(text), name: "other@example.cn", password: PASSWORD },
      device(),
    );
    const asking = (await whoAsks(house, device(entered.cookies).headers))!;
    expect((await readOwnLogin(house, asking)).names[0]!.provenAt).toBeUndefined();
  });
  it("N1: a repeated call is one message; a new slip or an ended login takes back what waits", async () => {
    await add("A03");
    const given = { key: key(), person: "A03", to: "a03@example.cn", language: "zh" } as const;
    const [one, two] = [await inviteByMessage(house, OWNER, given), await inviteByMessage(house, OWNER, given)];
    expect(two).toEqual(one);
    expect(await outbox("A03")).toHaveLength(1);
    await invitePerson(house, OWNER, { person: "A03" });
    expect((await outbox("A03"))[0]).toMatchObject({ state: "cancelled", cancelledBecause: "withdrawn" });
    await invite("A03", "a03@example.cn");
    await endLogin(house, OWNER, { key: key(), person: "A03" });
    expect((await outbox("A03")).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
    expect(await send()).toBe(0);
  });
  it.each([
    "a@b.cn\r\nBcc: thief@example.org",
    "a@b.cn\nSubject: x",
    "Lin <a@b.cn>",
    "a@b.cn,thief@example.org",
    "a@b.cn;c",
    '"a\\"@b.cn',
    "a@b",
    "@b.cn",
    "",
    "name-only",
    `${"a".repeat(65)}@example.cn`,
  ])("N7: %j is no address and nothing is written", async (to) => {
    await add("A04").catch(() => undefined);
    expect(await thrown(invite("A04", to))).toMatchObject({
      code: "form_refused",
      args: { faults: [{ field: "to" }] },
    });
    expect(await outbox("A04")).toEqual([]);
  });
  it("N7: a line end in a name begins no header and no line of its own", async () => {
    // A name that no form takes: whoever wrote it had the database itself.
    const client = await house.store.administrate();
    await client.query("select set_config('fealty.company_id', '2', false)");
    await client.query("update fealty.company set name_zh = $1 where company_id = 2", [
      "乙\r\nBcc: thief@example.org\r\n\r\n正文",
    ]);
    await client.end();
    await addPerson(
      house,
      { companyId: 2, party: "company" },
      { key: key(), code: "B01", name: "名", roles: [{ role: "agent", fromOn: "2020-01-01" }] },
    );
    const owner = { ...OWNER, companyId: 2 };
    await inviteByMessage(house, owner, { key: key(), person: "B01", to: "b01@example.cn", language: "zh" });
    expect(await sendDue(house, 2, new AbortController().signal)).toBe(1);
    const mail = server.received[0]!;
    expect(mail.to).toEqual(["b01@example.cn"]);
    expect([...mail.headers.keys()]).not.toContain("bcc");
    expect(mail.subject).toBe("乙 Bcc: thief@example.org 正文：设置您的登录");
    // And the other company sees none of it.
    expect(JSON.stringify(await outbox())).not.toContain("B01");
  });
});
describe("a server that does not take it", () => {
  it("N6: is asked again later with the same Message-ID; what it says is kept without the address", async () => {
    await add("S01");
    await invite("S01", "s01@example.cn");
    server.answers.data = () => refused(451, "4.3.0 s01@example.cn try later, call 13800138000");
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    const [waiting] = await outbox("S01");
    expect(waiting).toMatchObject({ state: "waiting", tries: 1 });
    expect(waiting!.lastAnswer).toContain("try later");
    expect(waiting!.lastAnswer).not.toMatch(/s01@|13800138000/);
    server.answers = {};
    ahead += 2 * MINUTE;
    expect(await send()).toBe(1);
    const [first, second] = server.received;
    expect(second!.headers.get("message-id")).toBe(first!.headers.get("message-id"));
    expect((await outbox("S01"))[0]).toMatchObject({ state: "sent", tries: 2 });
  });
  it("N6: an address that is refused for good fails at once, and somebody of the house has it tried again", async () => {
    await add("S02");
    await invite("S02", "s02@example.cn");
    server.answers.rcpt = (address) => refused(550, `5.1.1 <${address}> no such user`);
    await send();
    const [failed] = await outbox("S02");
    expect(failed).toMatchObject({ state: "failed", tries: 1, canBeHandedOver: true });
    expect(failed!.lastAnswer).toContain("no such user");
    expect(failed!.lastAnswer).not.toContain("s02@");
    server.answers = {};
    expect(await thrown(retryMessage(bare, OWNER, { id: failed!.id }))).toMatchObject({ code: "form_refused" });
    expect(await retryMessage(house, OWNER, { id: failed!.id })).toEqual({ waiting: true });
    await send();
    expect((await outbox("S02"))[0]!.state).toBe("sent");
    expect(await thrown(retryMessage(house, OWNER, { id: failed!.id }))).toMatchObject({ code: "already_decided" });
  });
  it("N6: after eight tries it fails; what has run out is not sent any more", async () => {
    await add("S03");
    await invite("S03", "s03@example.cn");
    server.answers.data = () => refused(451, "later");
    for (let tries = 1; tries <= 8; tries += 1) {
      expect((await outbox("S03"))[0]).toMatchObject({ state: "waiting", tries: tries - 1 });
      await send();
      ahead += 721 * MINUTE;
    }
    expect((await outbox("S03"))[0]).toMatchObject({ state: "failed", tries: 8 });
    expect(await send()).toBe(0);
    ahead += 8 * 1440 * MINUTE;
    await send();
    expect((await outbox("S03"))[0]).toMatchObject({ state: "cancelled", cancelledBecause: "ran_out" });
    ahead -= 8 * (721 + 1440) * MINUTE;
  });
  it("T22: killed after a try began the message is not lost; the next worker sends it with the same Message-ID", async () => {
    await add("S04");
    await invite("S04", "s04@example.cn");
    // What a worker does before it sends, and then it is gone.
    const claimed = await house.store.withCompany(1, {}, async (tx) => {
      const now = house.now();
      const heldUntil = (now + 120_000_000) as typeof now;
      return claimMessage(tx, await loginKeys(tx), { domains: { mail: "example.cn" }, now, heldUntil });
    });
    expect(await send()).toBe(0);
    ahead += 3 * MINUTE;
    expect(await send()).toBe(1);
    expect(server.received[0]!.headers.get("message-id")).toBe(claimed!.reference);
    expect((await outbox("S04"))[0]).toMatchObject({ state: "sent", tries: 2 });
  });
  it("T22: a server that took it and died before it said so gets it once more with the same Message-ID", async () => {
    await add("S05");
    await invite("S05", "s05@example.cn");
    const stop = new AbortController();
    server.answers.data = async () => {
      stop.abort();
      await sleep(300);
      return undefined;
    };
    await sendDue(house, 1, stop.signal);
    expect((await outbox("S05"))[0]).toMatchObject({ state: "waiting", tries: 1 });
    server.answers = {};
    ahead += 2 * MINUTE;
    await send();
    expect(new Set(server.received.map(({ headers }) => headers.get("message-id"))).size).toBe(1);
    expect(server.received).toHaveLength(2);
  });
  it("T22: two workers send each message once, as it comes", async () => {
    for (let one = 0; one < 12; one += 1) await add(`W${one}`);
    const errors: unknown[] = [];
    const workers = [1, 2].map(() => new OutboxWorker(house, 1, (error) => errors.push(error)));
    for (const worker of workers) worker.start();
    await sleep(200);
    for (let one = 0; one < 12; one += 1) await invite(`W${one}`, `w${one}@example.cn`);
    await vi.waitFor(() => expect(server.received).toHaveLength(12), { timeout: 10_000 });
    await sleep(300);
    for (const worker of workers) await worker.stop();
    expect(errors).toEqual([]);
    expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(12);
    expect(server.received).toHaveLength(12);
  });
});
describe("where no server is set up", () => {
  it("C1.1: an invitation waits, and is handed over once as a letter that makes the login but proves nothing", async () => {
    await add("N01");
    expect(await invite("N01", "n01@example.cn", bare)).toMatchObject({ waits: true });
    expect(await send(bare)).toBe(0);
    const [waiting] = await outbox("N01", bare);
    expect(waiting).toMatchObject({ state: "waiting", canBeHandedOver: true });
    const letter = await handOverMessage(bare, staff("operations"), { id: waiting!.id });
    expect(letter).toMatchObject({ person: { code: "N01" }, language: "zh" });
    expect(letter.text).not.toContain("http");
    expect(letter.text).not.toMatch(/[{}]/);
    expect(await thrown(handOverMessage(bare, OWNER, { id: waiting!.id }))).toMatchObject({ code: "already_decided" });
    // A server that comes later sends nothing of it.
    expect(await send()).toBe(0);
    const given = { code: codeIn(letter.text), name: "n01@example.cn", password: PASSWORD };
    const entered = await activateLogin(house, given, device());
    const asking = (await whoAsks(house, device(entered.cookies).headers))!;
    expect((await readOwnLogin(house, asking)).names[0]!.provenAt).toBeUndefined();
  });
  it("C1.2: one for a role that only an owner gives is handed over by an owner alone", async () => {
    await add("N02", "finance");
    await invite("N02", "n02@example.cn", bare);
    const [waiting] = await outbox("N02", bare);
    expect(await thrown(handOverMessage(bare, staff("operations"), { id: waiting!.id }))).toMatchObject({
      code: "form_refused",
    });
    expect((await outbox("N02", bare))[0]!.state).toBe("waiting");
    expect(
      await thrown(
        inviteByMessage(bare, staff("operations"), { key: key(), person: "N02", to: "x@example.cn", language: "zh" }),
      ),
    ).toMatchObject({ code: "form_refused" });
    expect(await cancelMessage(bare, staff("operations"), { id: waiting!.id })).toEqual({ cancelled: true });
    expect((await outbox("N02", bare))[0]).toMatchObject({ state: "cancelled", cancelledBecause: "by_hand" });
  });
  it("C1.2: a role in a branch sees and settles what is for people of that branch alone", async () => {
    const branchId = newUuid();
    await house.store.withCompany(1, {}, (tx) =>
      tx.sql(
        "insert into fealty.branch (company_id, branch_id, code, name_zh, name_en) values ($1, $2, 'HZ', '杭州', 'Hangzhou')",
        [1, branchId],
      ),
    );
    await addPerson(
      house,
      { companyId: 1, party: "company" },
      { key: key(), code: "N03", name: "名", roles: [{ role: "agent", fromOn: "2020-01-01", branch: "HZ" }] },
    );
    await house.store.withCompany(1, {}, (tx) =>
      tx.sql(
        "insert into fealty.branch (company_id, branch_id, code, name_zh, name_en) values ($1, $2, 'CD', '成都', 'Chengdu')",
        [1, newUuid()],
      ),
    );
    await addPerson(
      house,
      { companyId: 1, party: "company" },
      { key: key(), code: "N05", name: "名", roles: [{ role: "agent", fromOn: "2020-01-01", branch: "CD" }] },
    );
    for (const code of ["N03", "N05"]) await invite(code, `${code}@example.cn`, bare);
    const { actor } = askingAs(1, ["operations"]);
    const branchesOf = new Map([["operations" as const, [branchId]]]);
    const caller = { companyId: 1, party: "company", actor: { ...actor, branchesOf } } as const;
    const seen = await readOutbox(bare, caller, { offset: 0, limit: 500 });
    const codes = seen.rows.map(({ person }) => person.code);
    expect([codes.includes("N03"), codes.includes("N05")]).toEqual([true, false]);
    expect(seen.total).toBe(seen.rows.length);
    const other = (await outbox("N05", bare))[0]!;
    for (const settle of [handOverMessage, cancelMessage, retryMessage])
      expect(await thrown(settle(bare, caller, { id: other.id }))).toMatchObject({ code: "no_such_thing" });
    expect((await outbox("N05", bare))[0]!.state).toBe("waiting");
    for (const code of ["N03", "N05"]) await cancelMessage(bare, OWNER, { id: (await outbox(code, bare))[0]!.id });
  });
  it("C2.3: a forgotten password is answered by the way to the branch, whoever asks", async () => {
    for (const name of ["lin.xiao@example.cn", "nobody@example.cn"])
      expect(await thrown(askForReset(bare, { name, language: "zh" }, device()))).toMatchObject({
        code: "form_refused",
        args: { faults: [{ field: "name" }] },
      });
  });
});
describe("a forgotten password", () => {
  it("N1: is answered alike and as late for an address that is known, unknown, or not proven", async () => {
    await member("F01", "f01@example.cn");
    const times: number[] = [];
    for (const name of ["F01@example.cn", "nobody@example.cn", "other@example.cn"]) {
      const from = performance.now();
      expect(await askForReset(house, { name, language: "zh" }, device())).toBeUndefined();
      times.push(performance.now() - from);
    }
    for (const time of times) expect(time).toBeGreaterThanOrEqual(ANSWER_MS - 5);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(400);
    expect(await send()).toBe(1);
    expect(server.received.map(({ to }) => to)).toEqual([["f01@example.cn"]]);
  });
  it("C1.1: its link opens once and for half an hour, signs out every device, tells of the change, and signs nobody in", async () => {
    const before = await member("F02", "f02@example.cn");
    for (const language of ["zh", "en"] as const)
      await askForReset(house, { name: "f02@example.cn", language }, device());
    await send();
    const [first, second] = server.received;
    const [code, later] = [codeIn(first!.text), codeIn(second!.text)];
    expect(first!.text).toContain(`${PUBLIC}/#/slip/${code}`);
    expect(await readSlip(house, code, device())).toMatchObject({ purpose: "mailed_reset" });
    ahead += 31 * MINUTE;
    expect(await thrown(readSlip(house, code, device()))).toMatchObject({ code: "code_unknown" });
    ahead -= 31 * MINUTE;
    const given = { code, password: OTHER };
    const tries = await Promise.allSettled([
      activateLogin(house, given, device()),
      activateLogin(house, given, device()),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const done = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(done).toEqual([{ outcome: "changed", cookies: [] }]);
    for (const used of [code, later])
      expect(await thrown(activateLogin(house, { code: used, password: PASSWORD }, device()))).toMatchObject({
        code: "code_unknown",
      });
    expect(await whoAsks(house, device(before.cookies).headers)).toBeUndefined();
    expect(await thrown(signIn(house, { name: "f02@example.cn", password: PASSWORD }, device()))).toMatchObject({
      code: "login_wrong",
    });
    expect((await signIn(house, { name: "f02@example.cn", password: OTHER }, device())).outcome).toBe("in");
    await send();
    expect(server.received.at(-1)!.subject).toBe("公司1：您的密码已更改");
  });
  it("C2.3: the second factor stays, and without one a role with money at stake gets no link", async () => {
    await member("F03", "f03@example.cn", "finance");
    await askForReset(house, { name: "f03@example.cn", language: "zh" }, device());
    expect(await send()).toBe(0);
    const base = await behind();
    await base.query(
      "update fealty.login_user set two_factor_enabled = true where id = (select user_id from fealty.login_membership m join fealty.person p using (company_id, person_id) where p.code = 'F03')",
    );
    await askForReset(house, { name: "f03@example.cn", language: "zh" }, device());
    await send();
    const code = codeIn(server.received[0]!.text);
    await activateLogin(house, { code, password: OTHER }, device());
    const { rows } = await base.query(
      "select two_factor_enabled as on from fealty.login_user where id = (select user_id from fealty.login_membership m join fealty.person p using (company_id, person_id) where p.code = 'F03')",
    );
    expect(rows).toEqual([{ on: true }]);
    expect(await send()).toBe(1);
  });
  it("N7: its link is the configured one, whatever a request says of the host", async () => {
    await member("F07", "f07@example.cn");
    const served = await serve({ house, page: "", ports: [0], log: () => undefined });
    const ask = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const request = httpRequest(
          `${served.url}api/password-resets`,
          { method: "POST", headers: { "content-type": "application/json", ...headers } },
          (answer) => answer.resume().on("end", () => resolve(answer.statusCode ?? 0)),
        );
        request.on("error", reject).end(JSON.stringify({ name: "f07@example.cn", language: "zh" }));
      });
    expect(await ask({ host: "thief.example.org" })).toBe(403);
    expect(await send()).toBe(0);
    const forwarded = { "x-forwarded-host": "thief.example.org", forwarded: "host=thief.example.org" };
    expect(await ask({ ...forwarded, "x-forwarded-proto": "http", "x-original-host": "thief.example.org" })).toBe(200);
    await served.close();
    expect(await send()).toBe(1);
    expect(server.received[0]!.text).toContain(`${PUBLIC}/#/slip/`);
    expect(server.received[0]!.raw + server.received[0]!.text).not.toContain("thief");
  });
  it("N1: asking again and again waits longer and longer, and sends three links at most", async () => {
    await member("F04", "f04@example.cn");
    for (let one = 0; one < 5; one += 1) await askForReset(house, { name: "f04@example.cn", language: "zh" }, device());
    expect(await thrown(askForReset(house, { name: "f04@example.cn", language: "zh" }, device()))).toMatchObject({
      code: "too_many_tries",
    });
    expect(await send()).toBe(3);
    for (let one = 0; one < 5; one += 1)
      await askForReset(house, { name: "unknown-f04@example.cn", language: "zh" }, device());
    expect(
      await thrown(askForReset(house, { name: "unknown-f04@example.cn", language: "zh" }, device())),
    ).toMatchObject({ code: "too_many_tries" });
  });
  it("N1: of many that are asked for at once three are sent", async () => {
    await member("F08", "f08@example.cn");
    const asked = Array.from({ length: 10 }, () =>
      askForReset(house, { name: "f08@example.cn", language: "zh" }, device()),
    );
    await Promise.allSettled(asked);
    expect(await send()).toBe(3);
  });
  it("C10.3: whose login was ended gets no link, and one that is on its way opens nothing", async () => {
    await member("F05", "f05@example.cn");
    await askForReset(house, { name: "f05@example.cn", language: "zh" }, device());
    await send();
    const code = codeIn(server.received[0]!.text);
    await endLogin(house, OWNER, { key: key(), person: "F05" });
    expect(await thrown(activateLogin(house, { code, password: OTHER }, device()))).toMatchObject({
      code: "code_unknown",
    });
    await askForReset(house, { name: "f05@example.cn", language: "zh" }, device());
    expect(await send()).toBe(0);
  });
  it("C1.2: nobody of the company reads the link: not in the outbox, not as a letter", async () => {
    await member("F06", "f06@example.cn");
    server.answers.rcpt = () => refused(550, "no");
    await askForReset(house, { name: "f06@example.cn", language: "zh" }, device());
    await send();
    const [failed] = await outbox("F06");
    expect(failed).toMatchObject({ kind: "password_reset", state: "failed", canBeHandedOver: false });
    expect(failed!.text).toContain("#/slip/•••••");
    expect(await thrown(handOverMessage(house, OWNER, { id: failed!.id }))).toMatchObject({ code: "already_decided" });
  });
});
describe("an address of one's own", () => {
  it("C1.1: is proven by a code that was sent there, once, and by its owner alone", async () => {
    await add("P01");
    const slip = await invitePerson(house, OWNER, { person: "P01" });
    const entered = await activateLogin(
      house,
      { code: slip.code, name: "p01@example.cn", password: PASSWORD },
      device(),
    );
    const asking = (await whoAsks(house, device(entered.cookies).headers))!;
    const other = (await whoAsks(house, device((await member("P02", "p02@example.cn")).cookies).headers))!;
    const asked = { name: "p01@example.cn", language: "zh" } as const;
    expect(await thrown(askForProof(house, other, asked))).toMatchObject({ code: "form_refused" });
    expect(await thrown(askForProof(bare, asking, asked))).toMatchObject({ code: "form_refused" });
    await askForProof(house, asking, asked);
    await send();
    const code = codeIn(server.received.at(-1)!.text);
    expect(server.received.at(-1)!.text).not.toContain("http");
    expect(await thrown(readSlip(house, code, device()))).toMatchObject({ code: "code_unknown" });
    expect(await thrown(proveAddress(house, other, { code }, device()))).toMatchObject({ code: "form_refused" });
    await proveAddress(house, asking, { code }, device());
    expect(await thrown(proveAddress(house, asking, { code }, device()))).toMatchObject({ code: "form_refused" });
    expect((await readOwnLogin(house, asking)).names[0]!.provenAt).toBeDefined();
    await askForReset(house, asked, device());
    expect(await send()).toBe(1);
  });
});
describe("a text to a phone", () => {
  it("N7: is handed to the gateway signed, with the number in the body alone", async () => {
    await add("T01");
    expect(await invite("T01", "138 0013-8000")).toMatchObject({ channel: "sms", to: "+86****8000" });
    await send();
    const [request] = gateway.requests;
    const [row] = await outbox("T01");
    expect(row!.state).toBe("sent");
    expect(request!.url).toBe(`/texts/${row!.id}`);
    expect(request!.headers["idempotency-key"]).toBe(row!.id);
    const { "x-fealty-timestamp": at, "x-fealty-signature": signature } = request!.headers;
    expect(signature).toBe(`v1=${createHmac("sha256", SMS_SECRET).update(`${at}.${request!.body}`).digest("hex")}`);
    const body = JSON.parse(request!.body) as { to: string; text: string };
    expect(body).toMatchObject({ id: row!.id, to: "+8613800138000", language: "zh" });
    expect(body.text).toContain(`${PUBLIC}/#/slip/${codeIn(body.text)}`);
    expect(`${request!.url}${JSON.stringify(request!.headers)}`).not.toContain("13800138000");
  });
  it.each([
    [503, "waiting"],
    [429, "waiting"],
    [400, "failed"],
    [302, "waiting"],
  ])("N7: an answer %i leaves it %s", async (status, state) => {
    await add(`T${status}`);
    gateway.answer = () => ({
      status,
      body: "words",
      location: status === 302 ? `${gateway.url}/elsewhere` : undefined,
    });
    await invite(`T${status}`, "+447700900123");
    await send();
    expect((await outbox(`T${status}`))[0]!.state).toBe(state);
    expect(gateway.requests).toHaveLength(1);
    gateway.answer = () => ({ status: 202, body: "taken", location: undefined });
    ahead += 2 * MINUTE;
    await send();
  });
});
describe("what is set up", () => {
  it.each([
    [{ smtpUrl: "smtp://127.0.0.1", mailFrom: "a@b.cn" }, ["FEALTY_PUBLIC_URL"]],
    [{ publicUrl: "http://fealty.example.cn" }, ["FEALTY_PUBLIC_URL"]],
    [{ publicUrl: "https://x.cn/?a=1" }, ["FEALTY_PUBLIC_URL"]],
    [{ publicUrl: "javascript:alert(1)" }, ["FEALTY_PUBLIC_URL"]],
    [{ publicUrl: "https://x.cn", smtpUrl: "mail.example.cn:25" }, ["FEALTY_SMTP_URL", "FEALTY_MAIL_FROM"]],
    [
      { publicUrl: "https://x.cn", smtpUrl: "smtps://u:p@h/?tls.rejectUnauthorized=false", mailFrom: "a@b.cn" },
      ["FEALTY_SMTP_URL"],
    ],
    [{ publicUrl: "https://x.cn", mailFrom: "a@b.cn" }, ["FEALTY_SMTP_URL"]],
    [{ publicUrl: "https://x.cn", smtpUrl: "smtp://h", mailFrom: "a@b.cn\r\nBcc: c@d.cn" }, ["FEALTY_MAIL_FROM"]],
    [
      { publicUrl: "https://x.cn", wecomCorp: "ww 1", wecomAgent: "app", wecomUrl: "http://wecom.example.cn" },
      ["FEALTY_WECOM_URL", "FEALTY_WECOM_CORP", "FEALTY_WECOM_AGENT", "FEALTY_WECOM_SECRET"],
    ],
    [{ wecomCorp: "ww1", wecomAgent: "1", wecomSecret: "s" }, ["FEALTY_PUBLIC_URL"]],
    [
      { publicUrl: "https://x.cn", smsUrl: "http://gateway.example.cn/{to}", smsSecret: "short" },
      ["FEALTY_SMS_URL", "FEALTY_SMS_SECRET"],
    ],
  ] as const)("N7: %j is told by its variables, and no way is there", (environment, variables) => {
    const { delivery, faults } = readDelivery(environment);
    expect(faults.map(({ variable }) => variable)).toEqual(variables);
    expect(delivery.channels).toEqual({});
    for (const { text } of faults) expect(text.zh).not.toBe(text.en);
  });
  it("N7: a password goes over the wire with TLS or not at all", async () => {
    const tried: string[] = [];
    const plain = await mailServer({
      onAuth: ({ password }, _, done) => {
        tried.push(password ?? "");
        done(null, { user: "user" });
      },
    });
    const smtpUrl = plain.url.replace("//127.0.0.1", "//user:word@0.0.0.0");
    const { delivery } = readDelivery({ publicUrl: PUBLIC, smtpUrl, mailFrom: "a@b.cn" });
    expect(await delivery.channels.mail!.check(AbortSignal.timeout(5000))).toBeDefined();
    expect(tried).toEqual([]);
    expect(await house.delivery!.channels.mail!.check(AbortSignal.timeout(5000))).toBeUndefined();
    const nobody = readDelivery({ publicUrl: PUBLIC, smtpUrl: "smtp://127.0.0.1:1", mailFrom: "a@b.cn" }).delivery;
    expect(await nobody.channels.mail!.check(AbortSignal.timeout(5000))).toContain("ECONNREFUSED");
  });
});
