// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { AttemptSubject, Failures } from "../store/login-attempts.ts";
import { failuresOf } from "../store/login-attempts.ts";
import type { LoginKeys } from "../store/login-key.ts";
import type { Tx } from "../store/transaction.ts";
import { Refusal } from "./refusal.ts";

const SECOND = 1_000_000;
export const FORGOTTEN_AFTER = 86_400 * SECOND;
/** How many failures cost nothing, and the longest wait in seconds: an account is guessed at, an address is shared by a branch. */
const CURVE = { name: { free: 5, longest: 3600 }, address: { free: 30, longest: 900 } } as const;
const FIRST_WAIT = 15;

/** Seconds that the next try has to wait, counted from the last failure: 15, 30, 60 … */
export const waitOf = (of: AttemptSubject["of"], failures: number): number => {
  const { free, longest } = CURVE[of];
  return failures < free ? 0 : Math.min(FIRST_WAIT * 2 ** Math.min(failures - free, 20), longest);
};
/** What somebody does who cannot show it any more. */
interface Lost {
  readonly zh: string;
  readonly en: string;
}
const PASSWORD: Lost = {
  zh: "忘记密码，请到机构重新领取登录凭条。",
  en: "If the password is lost, ask your branch for a new slip.",
};
/** Of a second step. */
export const LOST_DEVICE: Lost = {
  zh: "手机不在身边，可用备用码；都没有了，请到机构重新领取登录凭条。",
  en: "Without the phone a recovery code serves; with neither, ask your branch for a new slip.",
};
/** Refusal: `too_many_tries` with the seconds that are left; whether there is such an account cannot be told from it. */
export const refuseTooEarly = async (
  tx: Tx,
  keys: LoginKeys,
  subjects: readonly AttemptSubject[],
  now: Instant,
  lost: Lost = PASSWORD,
): Promise<void> => {
  let left = 0;
  for (const subject of subjects) left = Math.max(left, leftOf(subject.of, await failuresOf(tx, keys, subject), now));
  if (left === 0) return;
  throw new Refusal(
    "too_many_tries",
    {
      zh: `试错的次数太多，请 ${left} 秒后再试。${lost.zh}`,
      en: `Too many tries went wrong; try again in ${left} seconds. ${lost.en}`,
    },
    { seconds: left },
  );
};
const leftOf = (of: AttemptSubject["of"], known: Failures | undefined, now: Instant): number => {
  if (known === undefined || now - known.lastAt > FORGOTTEN_AFTER) return 0;
  return Math.max(0, Math.ceil((known.lastAt + waitOf(of, known.failures) * SECOND - now) / SECOND));
};
