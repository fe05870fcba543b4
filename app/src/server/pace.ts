// Clauses: N1
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "../commands/refusal.ts";

/** Requests in a minute: of one login, and of one address where nobody is signed in. */
export interface PaceLimits {
  readonly signedIn: number;
  readonly open: number;
}
const USUAL: PaceLimits = { signedIn: 3000, open: 600 };
const MINUTE = 60;

/** Lets nobody take the house for itself: whoever asks too often waits. Guessing at the door has a stricter curve of its own (login). */
export class Pace {
  readonly #signedIn: RateLimiterMemory;
  readonly #open: RateLimiterMemory;
  constructor({ signedIn, open }: PaceLimits = USUAL) {
    this.#signedIn = new RateLimiterMemory({ points: signedIn, duration: MINUTE });
    this.#open = new RateLimiterMemory({ points: open, duration: MINUTE });
  }
  /** Refusal: `too_many_requests`, with the seconds to wait. */
  async take(session: string | undefined, address: string): Promise<void> {
    try {
      await (session === undefined ? this.#open.consume(address) : this.#signedIn.consume(session));
    } catch (full) {
      throw tooMany(Math.max(1, Math.ceil((full as RateLimiterRes).msBeforeNext / 1000)));
    }
  }
}
const tooMany = (seconds: number): Refusal =>
  new Refusal(
    "too_many_requests",
    {
      zh: `请求太频繁，没有执行。请在 ${seconds} 秒后再试。`,
      en: `Too many requests; nothing was done. Try again in ${seconds} s.`,
    },
    { seconds },
  );
