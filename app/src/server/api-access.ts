// Clauses: C1.1, N1
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { ReadSlip } from "../commands/activate-login.ts";
import type { Persona } from "../commands/choose-persona.ts";
import type { FieldFault } from "../commands/form-faults.ts";
import type { Slip } from "../commands/invite-person.ts";
import type { LetterStatus } from "../commands/letter-status.ts";
import type { OwnCompany } from "../commands/own-companies.ts";
import type { readOwnLogin, readWho } from "../commands/own-login.ts";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "../commands/passkeys.ts";
import type { readGroup } from "../commands/read-group.ts";
import type { readPermissions } from "../commands/read-permissions.ts";
import type { listWaiting } from "../commands/second-person.ts";
import type { readOwnCompanies } from "../commands/waiting-in-companies.ts";
import { common, errors, failure, language, party } from "./api-common.ts";
import { code, formErrors, keyed, words } from "./api-people.ts";

const password = z.string().min(1).max(512);
const loginName = z.string().min(1).max(254).describe("Phone number, e-mail address or word to sign in with");
// What a form makes new may come in empty: the command says of each field what is missing, in words for whoever fills it in.
const newCode = z.string().max(200);
const newLoginName = z.string().max(254).describe("Phone number, e-mail address or word to sign in with");
const newPassword = z.string().max(512);
const slipCode = z.string().min(1).max(60).describe("As it stands on the slip");
/** What a device answered: the command reads it, and refuses what does not hold. */
const isAnswer = (value: unknown): boolean =>
  answerShape.safeParse(value).success && JSON.stringify(value).length < 20_000;
/** Of the extensions the one that is used; others take bytes, which JSON has no place for. */
type Asked<Options> = Omit<Options, "extensions"> & { readonly extensions?: { readonly credProps?: boolean } };
const answerShape = z.object({ id: z.string().min(1).max(1400), response: z.object({ clientDataJSON: z.string() }) });
const entered = z.object({ outcome: z.enum(["in", "second_factor"]) });
const faults = z.array(z.custom<FieldFault>()).describe("Each field with what is wrong and how to mend it");
const entryErrors = {
  ...common,
  NOT_SIGNED_IN: { status: 401, data: failure },
  LOGIN_WRONG: { status: 401, data: failure },
  TOO_MANY_TRIES: { status: 429, data: failure },
  CODE_UNKNOWN: { status: 404, data: failure },
  NO_PERSONA: { status: 403, data: failure },
  PASSKEY_REFUSED: { status: 422, data: failure },
  LOGIN_OF_ONES_OWN: { status: 403, data: failure },
  ONLY_AT_THE_MACHINE: { status: 403, data: failure },
  OWNER_THERE: { status: 409, data: failure },
  NO_SUCH_THING: { status: 404, data: failure },
  NO_SUCH_LETTER: { status: 404, data: failure },
  FORM_REFUSED: { status: 422, data: failure.extend({ faults }) },
} as const;
const open = (method: "GET" | "POST", path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary, tags: ["access"] }).errors(entryErrors);

export interface Door {
  readonly who:
    | (Awaited<ReturnType<typeof readWho>> & {
        /** Of somebody whose login opens several, all of them by name. */
        readonly companies: readonly Pick<OwnCompany, "companyId" | "name">[];
      })
    | undefined;
  /** Somebody who is signed in and has not chosen yet: the companies that the login opens. */
  readonly choices: readonly Awaited<ReturnType<typeof readOwnCompanies>>[number][];
  /** The first start of a company asks for its owner. */
  readonly asksForOwner: { readonly zh: string; readonly en: string } | undefined;
  /** The house has no company yet, and somebody sits at its machine. */
  readonly asksForCompany: boolean;
  /** Of the demonstration company. */
  readonly personas: readonly Persona[];
  /** Over which ways a link to a new password can be sent. */
  readonly resetOver: readonly ("mail" | "sms" | "wecom")[];
}
/** Open to whoever is not signed in yet. */
export const doorApi = {
  read: open("GET", "/door", "Who is signed in, or how to get in").output(type<Door>()),
  signIn: open("POST", "/sign-in", "Name and password")
    .input(z.object({ name: loginName, password }))
    .output(entered),
  secondFactor: open("POST", "/sign-in-second", "The authenticator's code, or one kept for its loss")
    .input(z.object({ code: z.string().min(1).max(40) }))
    .output(entered),
  companies: open("GET", "/own-companies", "The companies that one's login opens, and what waits in each").output(
    type<Awaited<ReturnType<typeof readOwnCompanies>>>(),
  ),
  enter: open("POST", "/own-companies/present", "From now on this device acts in that company")
    .input(z.object({ companyId: z.int().positive() }))
    .output(z.object({ entered: z.boolean() })),
  join: open("POST", "/joined-slips", "The person of a slip is opened by the login that is signed in")
    .input(z.object({ code: slipCode }))
    .output(z.object({ entered: z.boolean() })),
  group: open("GET", "/group-figures", "Figures of the companies whose owners let one read them").output(
    type<Awaited<ReturnType<typeof readGroup>>>(),
  ),
  signOut: open("POST", "/sign-out", "Ends this device's session").output(z.object({ ended: z.boolean() })),
  persona: open("POST", "/personas", "Be somebody of the demonstration company")
    .input(z.object({ person: code }))
    .output(entered),
  setUpOwner: open("POST", "/owner", "The owner of a company that nobody can sign in to")
    .input(z.object({ code: newCode, name: words, loginName: newLoginName, password: newPassword }))
    .output(entered),
  foundFurther: open(
    "POST",
    "/own-companies",
    "The login that is signed in founds a company, by such a code, and is its owner",
  )
    .input(
      z.object({
        founding: slipCode,
        company: words,
        companyEn: z.string().max(200).optional(),
        code: newCode,
        name: words,
      }),
    )
    .output(z.object({ entered: z.boolean() })),
  found: open("POST", "/companies", "Founds a company with its owner, by a code that was made on the machine")
    .input(
      z.object({
        founding: slipCode.optional().describe("Absent: the first company of a house, founded at its machine"),
        company: words,
        companyEn: z.string().max(200).optional(),
        code: newCode,
        name: words,
        loginName: newLoginName,
        password: newPassword,
      }),
    )
    .output(entered),
  askReset: open(
    "POST",
    "/password-resets",
    "Sends a link to a new password, where such a login is known to be reached",
  )
    .input(z.object({ name: loginName, language }))
    .output(z.object({ asked: z.boolean() })),
  letter: open(
    "GET",
    "/letter-status/{code}",
    "Whether a letter of authority is good, by the address that stands on it",
  )
    .input(z.object({ code: z.string().max(2000) }))
    .output(type<LetterStatus>()),
  askPasskey: open(
    "POST",
    "/passkey-challenges",
    "What a browser asks its devices for, to sign in with a passkey",
  ).output(type<Asked<PublicKeyCredentialRequestOptionsJSON>>()),
  passkey: open("POST", "/passkey-sign-in", "In with a passkey: what a device answered")
    .input(z.object({ response: z.custom<AuthenticationResponseJSON>(isAnswer) }))
    .output(entered),
  slip: open("POST", "/slip", "For whom a slip is")
    .input(z.object({ code: slipCode }))
    .output(type<ReadSlip>()),
  activate: open("POST", "/activation", "Makes the login of a slip")
    .input(z.object({ code: slipCode, name: newLoginName.optional(), password: newPassword }))
    .output(z.object({ outcome: z.enum(["in", "second_factor", "changed"]) })),
};
const own = (method: "GET" | "POST", path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary, tags: ["access"] }).errors({
    ...entryErrors,
    NOT_PERMITTED: { status: 403, data: failure },
    NOT_FOR_KEYS: { status: 403, data: failure },
  });
/** One's own login. */
export const loginApi = {
  read: own("GET", "/login", "Names, devices and second factor").output(
    type<Awaited<ReturnType<typeof readOwnLogin>>>(),
  ),
  changePassword: own("POST", "/login/password", "A new password, which signs out every other device")
    .input(z.object({ present: password, password }))
    .output(z.object({ signedOut: z.int() })),
  endDevice: own("POST", "/login/device-end", "Signs a device out")
    .input(z.object({ sessionId: z.string().max(100) }))
    .output(z.object({ ended: z.boolean() })),
  askProof: own("POST", "/login/address-proofs", "Sends a code to one of one's own login names")
    .input(z.object({ name: loginName, language }))
    .output(z.object({ sent: z.boolean() })),
  prove: own("POST", "/login/address-proof", "The code that was sent")
    .input(z.object({ code: slipCode }))
    .output(z.object({ proven: z.boolean() })),
  beginSecondFactor: own("POST", "/login/second-factor", "Begins to add an authenticator")
    .input(z.object({ password }))
    .output(z.object({ uri: z.string(), recoveryCodes: z.array(z.string()).readonly() })),
  confirmSecondFactor: own("POST", "/login/second-factor-confirmation", "The authenticator's first code")
    .input(z.object({ code: z.string().min(1).max(40) }))
    .output(z.object({ added: z.boolean() })),
  beginPasskey: own("POST", "/login/passkey-challenges", "What a browser asks a device for, to make a passkey")
    .input(z.object({ password, name: words }))
    .output(type<Asked<PublicKeyCredentialCreationOptionsJSON>>()),
  keepPasskey: own("POST", "/login/passkeys", "The passkey that a device made")
    .input(z.object({ name: words, response: z.custom<RegistrationResponseJSON>(isAnswer) }))
    .output(z.object({ passkeyId: z.string() })),
  endPasskey: own("POST", "/login/passkey-end", "Takes a passkey away")
    .input(z.object({ passkeyId: z.string().max(100) }))
    .output(z.object({ ended: z.boolean() })),
  endSecondFactor: own("POST", "/login/second-factor-end", "Takes the authenticator away")
    .input(z.object({ password }))
    .output(z.object({ ended: z.boolean() })),
};
const waitingErrors = {
  ...formErrors,
  ALREADY_DECIDED: { status: 409, data: failure },
  BY_THE_SAME_PERSON: { status: 403, data: failure },
} as const;
/** The logins of others, and who may do what. */
export const accessApi = {
  permissions: oc
    .route({ method: "GET", path: "/permissions", summary: "Which role may do what" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<ReturnType<typeof readPermissions>>()),
  invite: oc
    .route({ method: "POST", path: "/slips", summary: "A slip with which a person makes its login" })
    .input(z.object({ party, person: code }))
    .errors(formErrors)
    .output(type<Slip>()),
  endLogin: oc
    .route({ method: "POST", path: "/login-ends", summary: "Takes a person's way in away" })
    .input(keyed.extend({ person: code }))
    .errors(formErrors)
    .output(
      z.object({
        ended: z.boolean(),
        apiKeys: z.array(z.string()).describe("Names of the machines' keys that ended with it"),
      }),
    ),
  prepareReset: oc
    .route({ method: "POST", path: "/resets", summary: "Asks for a new slip for somebody who lost the way in" })
    .input(keyed.extend({ person: code, grounds: words }))
    .errors(formErrors)
    .output(z.object({ id: z.string() })),
  waiting: oc
    .route({ method: "GET", path: "/resets", summary: "What waits for a second person" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof listWaiting>>>()),
  decideReset: oc
    .route({ method: "POST", path: "/reset-decisions", summary: "A second person approves or refuses" })
    .input(z.object({ party, id: z.uuid(), outcome: z.enum(["approved", "refused", "withdrawn"]) }))
    .errors(waitingErrors)
    .output(type<{ readonly slip?: Slip }>()),
};
