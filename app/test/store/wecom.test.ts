// Clauses: C1.1, N7
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addPerson } from "../../src/commands/add-person.ts";
import { sendsPhoneCodes } from "../../src/commands/enter-by-phone.ts";
import type { House } from "../../src/commands/house.ts";
import { inviteByMessage } from "../../src/commands/invite-by-message.ts";
import { readOutbox } from "../../src/commands/list-messages.ts";
import { sendDue } from "../../src/commands/send-messages.ts";
import { readDelivery } from "../../src/delivery/settings.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { textGateway } from "../mail-room.ts";
import { wecomService } from "../wecom-room.ts";
import { askingAs } from "./askers.ts";
import { newStore } from "./room.ts";
import { threadProgram } from "./thread-program.ts";

const PUBLIC = "https://fealty.example.cn";
const MINUTE = 60_000;
const MEMBER = "13800138000";
const threads = openThreads({ calendars: [] }, 1, await threadProgram());
afterAll(() => threads.close());
let service: Awaited<ReturnType<typeof wecomService>>;
let gateway: Awaited<ReturnType<typeof textGateway>>;
/** The same store, with WeCom alone, and with texts beside it. */
let house: House;
let both: House;
let ahead = 0;
const wecom = () => ({
  publicUrl: PUBLIC,
  wecomCorp: "ww1",
  wecomAgent: "1000002",
  wecomSecret: "app-secret",
  wecomUrl: service.url,
});
beforeAll(async () => {
  service = await wecomService({ corpId: "ww1", secret: "app-secret", members: { [MEMBER]: "lixiao" } });
  gateway = await textGateway();
  const store = await newStore();
  const bare: House = {
    store,
    threads,
    engine: "test",
    now: () => ((Date.now() + ahead) * 1000) as ReturnType<House["now"]>,
  };
  const smsSecret = "0123456789abcdef-shared";
  house = { ...bare, delivery: readDelivery(wecom()).delivery };
  both = {
    ...bare,
    delivery: readDelivery({ ...wecom(), smsUrl: `${gateway.url}/texts/{id}`, smsSecret }).delivery,
  };
  await store.withCompany(1, {}, (tx) =>
    addCompany(tx, { name: { zh: "公司", en: "Company" }, demonstration: false }, house.now()),
  );
});
beforeEach(() => {
  service.sent.length = 0;
  service.addresses.length = 0;
  service.answer = () => undefined;
  gateway.requests.length = 0;
});
const { actor } = askingAs(1, ["owner"]);
const OWNER = { companyId: 1, party: "company", actor } as const;
const add = (code: string) =>
  addPerson(
    house,
    { companyId: 1, party: "company" },
    { key: newUuid(), code, name: `名${code}`, roles: [{ role: "agent", fromOn: "2020-01-01" }] },
  );
const invite = (person: string, to: string, at = house, over?: "sms" | "wecom") =>
  inviteByMessage(at, OWNER, { key: newUuid(), person, to, language: "zh", over });
const send = (at = house): Promise<number> => sendDue(at, 1, new AbortController().signal);
const outbox = async (person: string) =>
  (await readOutbox(house, OWNER, { offset: 0, limit: 500 })).rows.filter((one) => one.person.code === person);
const codeIn = (text: string): string => /1-[0-9A-Z-]{23}/.exec(text)![0];

describe("a message in WeCom", () => {
  it("N7: finds the member by the phone number, in a body alone, with one token for all that goes out", async () => {
    await add("W01");
    expect(await invite("W01", "138 0013-8000")).toMatchObject({ channel: "wecom", to: "+86****8000", waits: false });
    await add("W02");
    await invite("W02", MEMBER);
    expect(await send()).toBe(2);
    expect((await outbox("W01"))[0]).toMatchObject({ channel: "wecom", state: "sent" });
    expect(service.sent).toHaveLength(2);
    const [message] = service.sent;
    expect(message).toMatchObject({ touser: "lixiao", agentid: 1000002, msgtype: "text", enable_duplicate_check: 1 });
    expect(message!.text.content).toContain(`${PUBLIC}/#/slip/${codeIn(message!.text.content)}`);
    expect(service.addresses.join()).not.toContain(MEMBER);
    expect(service.addresses.filter((one) => one.includes("gettoken"))).toHaveLength(1);
  });
  it("N7: a token that ended early is renewed once; where WeCom takes none the message waits", async () => {
    service.forgetTokens();
    await add("W03");
    await invite("W03", MEMBER);
    await send();
    expect(service.sent).toHaveLength(1);
    service.answer = () => ({ errcode: 42001, errmsg: "access_token expired" });
    await add("W04");
    await invite("W04", MEMBER);
    await send();
    expect((await outbox("W04"))[0]).toMatchObject({ state: "waiting", tries: 1 });
    expect(service.addresses.filter((one) => one.includes("gettoken")).length).toBeLessThan(4);
    service.answer = () => undefined;
    ahead += 2 * MINUTE;
    await send();
    expect((await outbox("W04"))[0]).toMatchObject({ state: "sent" });
  });
  it.each([
    ["no such number", "13900139000", "getuserid"],
    ["not in the application's range", MEMBER, "invaliduser"],
    ["nobody of those named", MEMBER, "81013"],
  ])("N7: whoever cannot be written to is told at once, and gets a letter: %s", async (why, to, what) => {
    const code = `W1${what.slice(0, 3)}`;
    await add(code);
    service.answer = (path) =>
      !path.endsWith("/send")
        ? undefined
        : what === "invaliduser"
          ? { errcode: 0, errmsg: "ok", invaliduser: "lixiao" }
          : {
              errcode: 81013,
              errmsg: "user & party & tag all invalid, hint: [1], from ip: 10.9.8.7, more info at https://x",
            };
    await invite(code, to);
    await send();
    const [row] = await outbox(code);
    expect({ why, ...row }).toMatchObject({ why, state: "failed", canBeHandedOver: true });
    expect(row!.lastAnswer).toMatch(/^(46004|81013) /);
    expect(row!.lastAnswer).not.toMatch(/10\.9\.8\.7|13900139000|lixiao/);
  });
  it("N7: with both ways a phone number gets a text, or WeCom where somebody says so", async () => {
    await add("W20");
    expect(await invite("W20", MEMBER, both)).toMatchObject({ channel: "sms" });
    expect(await invite("W20", MEMBER, both, "wecom")).toMatchObject({ channel: "wecom" });
    await send(both);
    expect([service.sent.length, gateway.requests.length]).toEqual([1, 0]);
    // The first slip was taken back by the second.
    expect((await outbox("W20")).map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      "sms cancelled",
      "wecom sent",
    ]);
  });
  it("N7: a customer is no member: WeCom is never asked about its number", () => {
    expect([sendsPhoneCodes(house), sendsPhoneCodes(both)]).toEqual([false, true]);
  });
  it("N7: the doctor tells a wrong secret in WeCom's words and without the secret, and a service that is not there", async () => {
    const check = (given: object) =>
      readDelivery({ ...wecom(), ...given }).delivery.channels.wecom!.check(AbortSignal.timeout(5000));
    expect(await check({})).toBeUndefined();
    const told = await check({ wecomSecret: "other-secret" });
    expect(told).toBe("40001 invalid credential");
    expect(await check({ wecomUrl: "http://127.0.0.1:1" })).toMatch(/fetch failed|ECONNREFUSED/);
  });
});
