import { parseCalendar } from "@fealty/engine/calendar/calendar-data.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import kept from "../../../data/calendars/cn.json" with { type: "json" };
import { activateLogin } from "../../src/commands/activate-login.ts";
import { addPerson } from "../../src/commands/add-person.ts";
import { endLogin } from "../../src/commands/end-login.ts";
import type { House } from "../../src/commands/house.ts";
import { invitePerson, slipAtTheMachine } from "../../src/commands/invite-person.ts";
import { readOwnLogin } from "../../src/commands/own-login.ts";
import {
  askForPasskey,
  beginPasskey,
  keepPasskey,
  removePasskey,
  signInByPasskey,
} from "../../src/commands/passkeys.ts";
import { setUpOwner } from "../../src/commands/set-up-owner.ts";
import type { Device, Entered } from "../../src/commands/sign-in.ts";
import { type Asking, callerAs, whoAsks } from "../../src/commands/who-asks.ts";
import { openThreads } from "../../src/evaluation/threads.ts";
import { addCompany } from "../../src/store/companies.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { newStore } from "./room.ts";
import { type SoftDevice, softDevice } from "./soft-device.ts";
import { threadProgram } from "./thread-program.ts";
import { thrown } from "./thrown.ts";

const { calendar } = parseCalendar(kept);
const threads = openThreads({ calendars: [calendar!] }, 1, await threadProgram());
const PASSWORD = "三更灯火五更鸡，读书时";
const SITE = "https://fealty.example.cn";
let house: House;
let owner: Entered;
/** Milliseconds that the clock stands ahead of the machine's. */
let ahead = 0;
let last = 0;
const device = (cookies: readonly string[] = [], origin = SITE, address?: string): Device => {
  last += 1;
  const jar = cookies.map((line) => line.split(";")[0]!).filter((one) => !one.endsWith("="));
  return {
    headers: new Headers({ origin, ...(jar.length ? { cookie: jar.join("; ") } : {}) }),
    address: address ?? `192.0.2.${last}`,
  };
};
const asks = async ({ cookies }: Pick<Entered, "cookies">): Promise<Asking> => {
  const asking = await whoAsks(house, device(cookies).headers);
  if (!asking) throw new Error("nobody is signed in");
  return asking;
};
beforeAll(async () => {
  const store = await newStore();
  house = { store, threads, engine: "test", now: () => ((Date.now() + ahead) * 1000) as ReturnType<House["now"]> };
  const name = { zh: "公司", en: "Company" };
  await store.withCompany(1, {}, (tx) => addCompany(tx, { name, demonstration: false }, house.now()));
  const given = { code: "S01", name: "郑怀远", loginName: "owner@example.cn", password: PASSWORD };
  owner = await setUpOwner(house, given, device());
});
afterAll(() => threads.close());
const asOwner = async () => {
  const asking = await asks(owner);
  return callerAs({ ...asking, actor: { ...asking.actor, lacksSecondFactor: false } }, "company");
};
const member = async (code: string): Promise<Entered> => {
  const roles = [{ role: "agent", fromOn: "2020-01-01" }] as const;
  await addPerson(house, await asOwner(), { key: newUuid(), code, name: `名${code}`, roles });
  const slip = await invitePerson(house, await asOwner(), { person: code });
  return activateLogin(
    house,
    { code: slip.code, name: `name-${code}`, password: PASSWORD },
    device(),
  ) as Promise<Entered>;
};
const added = async (entered: Entered, phone: SoftDevice, name = "我的手机"): Promise<string> => {
  const asking = await asks(entered);
  const options = await beginPasskey(house, asking, { password: PASSWORD, name }, device());
  return (await keepPasskey(house, asking, { name, response: phone.make(options) }, device())).passkeyId;
};
const signsIn = async (phone: SoftDevice, ...otherwise: [Parameters<SoftDevice["answer"]>[1]?]): Promise<Entered> =>
  signInByPasskey(house, { response: phone.answer(await askForPasskey(house), ...otherwise) }, device());
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  ((await thrown(work)) as unknown as { code: string }).code;

it("N1: a passkey opens the login without name and password, and stands in the list until it is taken away", async () => {
  const entered = await member("A01");
  const phone = softDevice(SITE);
  const passkeyId = await added(entered, phone);
  const inside = await signsIn(phone);
  expect((await asks(inside)).person.code).toBe("A01");
  const { passkeys } = await readOwnLogin(house, await asks(entered));
  expect(passkeys).toMatchObject([{ passkeyId, name: "我的手机", site: "fealty.example.cn" }]);
  expect(passkeys[0]!.usedAt).toBeDefined();
  // Another's cannot be taken away.
  expect(await codeOf(removePasskey(house, await asks(owner), passkeyId))).toBe("no_such_thing");
  await removePasskey(house, await asks(entered), passkeyId);
  expect(await codeOf(signsIn(phone))).toBe("login_wrong");
  // Whoever had the device is out, whoever took it away is in.
  expect(await whoAsks(house, device(inside.cookies).headers)).toBeUndefined();
  expect((await asks(entered)).person.code).toBe("A01");
});
it("N1: it is both factors, for whoever comes in with it and whoever has just made it", async () => {
  expect((await asks(owner)).actor.lacksSecondFactor).toBe(true);
  const phone = softDevice(SITE);
  const passkeyId = await added(owner, phone);
  expect((await asks(owner)).actor.lacksSecondFactor).toBe(false);
  const inside = await asks(await signsIn(phone));
  expect([inside.person.code, inside.actor.lacksSecondFactor]).toEqual(["S01", false]);
  // Without any of them it is one factor again.
  await removePasskey(house, await asks(owner), passkeyId);
  expect((await asks(owner)).actor.lacksSecondFactor).toBe(true);
});
it("N1: making one asks for the password again, a name, and an address that has a domain; nothing is made twice", async () => {
  const asking = await asks(await member("A02"));
  const given = { password: PASSWORD, name: "平板" };
  expect(await codeOf(beginPasskey(house, asking, { ...given, password: "wrong" }, device()))).toBe("login_wrong");
  expect(await codeOf(beginPasskey(house, asking, { ...given, name: " " }, device()))).toBe("form_refused");
  for (const origin of ["http://127.0.0.1:7400", "http://[::1]:7400"])
    expect(await codeOf(beginPasskey(house, asking, given, device([], origin)))).toBe("form_refused");
  const tablet = softDevice(SITE);
  const response = tablet.make(await beginPasskey(house, asking, given, device()));
  // Begun by one session it is not ended by another, nor at another address.
  const other = await asks(await member("A03"));
  expect(await codeOf(keepPasskey(house, other, { name: "平板", response }, device()))).toBe("passkey_refused");
  const elsewhere = device([], "https://evil.example.cn");
  expect(await codeOf(keepPasskey(house, asking, { name: "平板", response }, elsewhere))).toBe("passkey_refused");
  await keepPasskey(house, asking, { name: "平板", response }, device());
  expect(await codeOf(keepPasskey(house, asking, { name: "平板", response }, device()))).toBe("passkey_refused");
  const nonsense = { id: "x", response: { clientDataJSON: "x" } } as never;
  expect(await codeOf(keepPasskey(house, asking, { name: "平板", response: nonsense }, device()))).toBe(
    "passkey_refused",
  );
});
it("N1: an answer opens once, soon, for its own site and its own challenge, and only where the owner was there", async () => {
  const phone = softDevice(SITE);
  await added(await member("A04"), phone);
  const early = await askForPasskey(house);
  const response = phone.answer(await askForPasskey(house));
  const both = await Promise.allSettled([1, 2].map(() => signInByPasskey(house, { response }, device())));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  // A challenge from before the one that was answered is answered too late.
  expect(await codeOf(signInByPasskey(house, { response: phone.answer(early) }, device()))).toBe("login_wrong");
  expect(await codeOf(signsIn(phone, { verified: false }))).toBe("login_wrong");
  expect(await codeOf(signsIn(phone, { origin: "https://evil.example.cn" }))).toBe("login_wrong");
  expect(await codeOf(signsIn(phone, { site: "evil.example.cn", origin: "https://evil.example.cn" }))).toBe(
    "login_wrong",
  );
  const late = phone.answer(await askForPasskey(house));
  ahead += 6 * 60_000;
  expect(await codeOf(signInByPasskey(house, { response: late }, device()))).toBe("login_wrong");
  const own = await askForPasskey(house);
  const drawn = { ...own, challenge: Buffer.alloc(64, 7).toString("base64url") };
  expect(await codeOf(signInByPasskey(house, { response: phone.answer(drawn) }, device()))).toBe("login_wrong");
  const forged = phone.answer(own);
  const wrong = {
    ...forged,
    response: { ...forged.response, signature: softDevice(SITE).answer(own).response.signature },
  };
  expect(await codeOf(signInByPasskey(house, { response: wrong }, device()))).toBe("login_wrong");
  expect((await signsIn(phone)).outcome).toBe("in");
});
it("N1: passkeys that nobody knows make the next try from that address wait", async () => {
  const tries: string[] = [];
  for (let count = 0; count < 31; count += 1) {
    const response = softDevice(SITE).answer(await askForPasskey(house));
    tries.push(await codeOf(signInByPasskey(house, { response }, device([], SITE, "203.0.113.9"))));
  }
  expect(tries[0]).toBe("login_wrong");
  expect(tries.at(-1)).toBe("too_many_tries");
});
it("C10.3: an ended login is opened by no passkey; a reset in person takes them all away", async () => {
  const phone = softDevice(SITE);
  await added(await member("A05"), phone);
  await endLogin(house, await asOwner(), { key: newUuid(), person: "A05" });
  expect(await codeOf(signsIn(phone))).toBe("login_wrong");
  const tablet = softDevice(SITE);
  await added(await member("A06"), tablet);
  expect((await signsIn(tablet)).outcome).toBe("in");
  const slip = await slipAtTheMachine(house, 1, "A06");
  const entered = await activateLogin(house, { code: slip.code, password: "白日依山尽 黄河入海流" }, device());
  expect((await readOwnLogin(house, await asks(entered))).passkeys).toEqual([]);
  expect(await codeOf(signsIn(tablet))).toBe("login_wrong");
});
