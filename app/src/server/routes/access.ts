// Clauses: C1.1, N1
import { implement } from "@orpc/server";
import { activateLogin, readSlip } from "../../commands/activate-login.ts";
import { askForReset } from "../../commands/ask-for-reset.ts";
import { choosePersona, listPersonas } from "../../commands/choose-persona.ts";
import { endLogin } from "../../commands/end-login.ts";
import { foundFurther, foundInBrowser, isEmptyHouse } from "../../commands/found-in-browser.ts";
import { invitePerson } from "../../commands/invite-person.ts";
import { joinLogin } from "../../commands/join-login.ts";
import { readLetterStatus } from "../../commands/letter-status.ts";
import { enterCompany, ownCompanies } from "../../commands/own-companies.ts";
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endDevice,
  endSecondFactor,
  readOwnLogin,
  readWho,
} from "../../commands/own-login.ts";
import { askForPasskey, beginPasskey, keepPasskey, removePasskey, signInByPasskey } from "../../commands/passkeys.ts";
import { askForProof, proveAddress } from "../../commands/prove-address.ts";
import { readGroup } from "../../commands/read-group.ts";
import { readPermissions } from "../../commands/read-permissions.ts";
import { Refusal } from "../../commands/refusal.ts";
import { decideReset, listWaiting, prepareReset } from "../../commands/second-person.ts";
import { companyWithoutOwner, setUpOwner } from "../../commands/set-up-owner.ts";
import { signIn, signInSecond } from "../../commands/sign-in.ts";
import { signOut } from "../../commands/sign-out.ts";
import { readOwnCompanies } from "../../commands/waiting-in-companies.ts";
import { notSignedIn, signedIn } from "../../commands/who-asks.ts";
import { api } from "../api.ts";
import { type Context, callerOf, signedInOf } from "../context.ts";
import { isAtTheMachine } from "../public-address.ts";

const door = implement(api.door).$context<Context>();
const login = implement(api.login).$context<Context>();
const access = implement(api.access).$context<Context>();

const answered = async <Outcome extends string>(
  { cookies }: Context,
  entering: Promise<{ readonly outcome: Outcome; readonly cookies: readonly string[] }>,
): Promise<{ readonly outcome: Outcome }> => {
  const entered = await entering;
  cookies.push(...entered.cookies);
  return { outcome: entered.outcome };
};
const waysOf = ({ house: { delivery } }: Pick<Context, "house">) =>
  (["mail", "sms", "wecom"] as const).filter((name) => delivery?.channels[name] !== undefined);
/** Becoming somebody without a password is for whoever sits at the machine. Refusal: `only_at_the_machine`. */
const atTheMachine = ({ device }: Pick<Context, "device">): Context["device"] => {
  if (isAtTheMachine(device.headers)) return device;
  throw new Refusal("only_at_the_machine", {
    zh: "这一步只能在运行忠约的机器上办理：请在该机上打开本机地址，或经 SSH 转发到本机端口。",
    en: "This is done on the machine that runs Fealty: open its local address there, or forward the port over SSH.",
  });
};
/** Whoever is signed in, also before a company is chosen. Refusals: `not_signed_in`, `login_of_ones_own`. */
const openSessionOf = async ({ house, device, asking }: Pick<Context, "house" | "device" | "asking">) => {
  const session = await signedIn(house, device.headers);
  if (session !== undefined) return session;
  throw asking?.session.persona ? asPersona() : notSignedIn();
};
/** Somebody chosen with one click has no login that could open a company. */
const asPersona = (): Refusal =>
  new Refusal("login_of_ones_own", {
    zh: "这一页要用自己的登录名：您现在是演示公司里的一位，只能看演示公司。退出后用自己的登录名进入，再打开这一页。",
    en: "This page needs a login of your own: as somebody of the demonstration you see the demonstration alone. Sign out, come in with your own login, and open it again.",
  });
export const doorRoutes = door.router({
  read: door.read.handler(async ({ context: { house, asking, device, via } }) => {
    const resetOver = waysOf({ house });
    const nothing = {
      choices: [],
      asksForOwner: undefined,
      asksForCompany: false,
      personas: [],
      resetOver,
    };
    const session = await signedIn(house, device.headers);
    if (asking) {
      const companies = session === undefined ? [] : await ownCompanies(house, session);
      const named = companies.length < 2 ? [] : companies.map(({ companyId, name }) => ({ companyId, name }));
      return { ...nothing, who: { ...(await readWho(house, asking)), companies: named } };
    }
    const choices = session === undefined ? [] : await readOwnCompanies(house, session, undefined, via);
    if (choices.length > 0) return { ...nothing, choices, who: undefined };
    const here = isAtTheMachine(device.headers);
    return {
      ...nothing,
      who: undefined,
      asksForCompany: here && (await isEmptyHouse(house)),
      asksForOwner: here ? (await companyWithoutOwner(house))?.name : undefined,
      personas: here ? await listPersonas(house) : [],
    };
  }),
  signIn: door.signIn.handler(({ context, input }) => answered(context, signIn(context.house, input, context.device))),
  secondFactor: door.secondFactor.handler(({ context, input }) =>
    answered(context, signInSecond(context.house, input, context.device)),
  ),
  companies: door.companies.handler(async ({ context }) => {
    const { house, asking, via } = context;
    return readOwnCompanies(house, await openSessionOf(context), asking?.session.companyId, via);
  }),
  group: door.group.handler(async ({ context }) => readGroup(context.house, await openSessionOf(context), context.via)),
  enter: door.enter.handler(async ({ context, input: { companyId } }) => {
    await enterCompany(context.house, await openSessionOf(context), companyId, context.via);
    return { entered: true };
  }),
  join: door.join.handler(async ({ context, input: { code } }) => {
    const { house, device, via } = context;
    await joinLogin(house, await openSessionOf(context), code, device, via);
    return { entered: true };
  }),
  signOut: door.signOut.handler(async ({ context: { house, asking, device, cookies } }) => {
    const session = asking?.session ?? (await signedIn(house, device.headers));
    cookies.push(...(await signOut(house, session)));
    return { ended: session !== undefined };
  }),
  persona: door.persona.handler(({ context, input }) =>
    answered(context, choosePersona(context.house, input.person, atTheMachine(context))),
  ),
  setUpOwner: door.setUpOwner.handler(({ context, input }) =>
    answered(context, setUpOwner(context.house, input, atTheMachine(context))),
  ),
  found: door.found.handler(({ context, input }) =>
    answered(context, foundInBrowser(context.house, input, context.device, isAtTheMachine(context.device.headers))),
  ),
  foundFurther: door.foundFurther.handler(async ({ context, input }) => {
    await foundFurther(context.house, await openSessionOf(context), input, context.device);
    return { entered: true };
  }),
  askReset: door.askReset.handler(async ({ context, input }) => {
    await askForReset(context.house, input, context.device);
    return { asked: true };
  }),
  letter: door.letter.handler(({ context, input }) => readLetterStatus(context.house, input.code, context.device)),
  askPasskey: door.askPasskey.handler(({ context }) => askForPasskey(context.house)),
  passkey: door.passkey.handler(({ context, input }) =>
    answered(context, signInByPasskey(context.house, input, context.device)),
  ),
  slip: door.slip.handler(({ context, input }) => readSlip(context.house, input.code, context.device)),
  activate: door.activate.handler(({ context, input }) =>
    answered(context, activateLogin(context.house, input, context.device)),
  ),
});
export const loginRoutes = login.router({
  read: login.read.handler(({ context }) => readOwnLogin(context.house, signedInOf(context))),
  changePassword: login.changePassword.handler(({ context, input }) =>
    changePassword(context.house, signedInOf(context), input),
  ),
  endDevice: login.endDevice.handler(async ({ context, input }) => {
    await endDevice(context.house, signedInOf(context), input.sessionId);
    return { ended: true };
  }),
  askProof: login.askProof.handler(({ context, input }) => askForProof(context.house, signedInOf(context), input)),
  prove: login.prove.handler(async ({ context, input }) => {
    await proveAddress(context.house, signedInOf(context), input, context.device);
    return { proven: true };
  }),
  beginSecondFactor: login.beginSecondFactor.handler(({ context, input }) =>
    beginSecondFactor(context.house, signedInOf(context), input, context.device),
  ),
  confirmSecondFactor: login.confirmSecondFactor.handler(async ({ context, input }) => {
    context.cookies.push(...(await confirmSecondFactor(context.house, signedInOf(context), input, context.device)));
    return { added: true };
  }),
  beginPasskey: login.beginPasskey.handler(({ context, input }) =>
    beginPasskey(context.house, signedInOf(context), input, context.device),
  ),
  keepPasskey: login.keepPasskey.handler(({ context, input }) =>
    keepPasskey(context.house, signedInOf(context), input, context.device),
  ),
  endPasskey: login.endPasskey.handler(async ({ context, input }) => {
    await removePasskey(context.house, signedInOf(context), input.passkeyId);
    return { ended: true };
  }),
  endSecondFactor: login.endSecondFactor.handler(async ({ context, input }) => {
    await endSecondFactor(context.house, signedInOf(context), input, context.device);
    return { ended: true };
  }),
});
export const accessRoutes = access.router({
  permissions: access.permissions.handler(({ context, input }) => readPermissions(callerOf(context, input.party))),
  invite: access.invite.handler(({ context, input: { party, ...given } }) =>
    invitePerson(context.house, callerOf(context, party), given),
  ),
  endLogin: access.endLogin.handler(({ context, input: { party, ...given } }) =>
    endLogin(context.house, callerOf(context, party), given),
  ),
  prepareReset: access.prepareReset.handler(({ context, input: { party, ...given } }) =>
    prepareReset(context.house, callerOf(context, party), given),
  ),
  waiting: access.waiting.handler(({ context, input }) => listWaiting(context.house, callerOf(context, input.party))),
  decideReset: access.decideReset.handler(({ context, input: { party, ...given } }) =>
    decideReset(context.house, callerOf(context, party), given),
  ),
});
