// Clauses: C1.2, A2
import { RateLimiterMemory } from "rate-limiter-flexible";
import { readCompany } from "../store/companies.ts";
import { readContract } from "../store/contracts.ts";
import { findLetterByCode } from "../store/letters.ts";
import { endOfContract } from "./check-acts.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";
import { standingOf } from "./letter-life.ts";
import { Refusal } from "./refusal.ts";
import type { Device } from "./sign-in.ts";
import { isStoreRefusal } from "./store-refusal.ts";

/** What anybody who holds a letter's address is told: what the letter shows to a customer, and whether it is good today. */
export interface LetterStatus {
  readonly company: { readonly zh: string; readonly en: string };
  /** All of it is invented. */
  readonly demonstration: boolean;
  readonly number: string;
  readonly agentName: string;
  readonly matters: readonly string[];
  readonly territory: { readonly zh: string; readonly en: string };
  readonly products: { readonly zh: string; readonly en: string };
  readonly fromOn: string;
  readonly untilOn: string;
  readonly standing: "valid" | "not_yet" | "ended";
  /** The company's day on which this is so. */
  readonly day: string;
}
/** Looks of one address in a minute, right or wrong; kept in this process, since a restart gives nobody much. */
const LOOKS = 60;
const looks = new RateLimiterMemory({ points: LOOKS, duration: 60 });
/**
 * The public page of a letter, without a login. Whatever is wrong with an address it is told alike.
 * Refusals: `no_such_letter`, `too_many_tries`.
 */
export const readLetterStatus = async (house: House, code: string, { address }: Device): Promise<LetterStatus> => {
  await looks.consume(address).catch((left: { readonly msBeforeNext: number }) => {
    throw tooMany(Math.max(1, Math.ceil(left.msBeforeNext / 1000)));
  });
  const written = code.normalize("NFKC").trim().toUpperCase();
  const companyId = Number(/^(\d{1,15})-[0-9A-Z-]{10,40}$/.exec(written)?.[1] ?? 0);
  if (!(Number.isSafeInteger(companyId) && companyId > 0)) throw noSuchLetter();
  return house.store
    .withCompany(companyId, { snapshot: true }, async (tx): Promise<LetterStatus> => {
      const letter = await findLetterByCode(tx, written);
      if (!letter) throw noSuchLetter();
      const contract = await readContract(tx, letter.contractId);
      const day = await companyDay(house, tx);
      const ended = contract.status === "ended" || (await endOfContract(tx, letter.contractId)) !== undefined;
      const standing = standingOf(letter, day, ended);
      const { number, agentName, matters, territory, products } = letter;
      const { name: company, demonstration } = await readCompany(tx);
      return {
        company,
        demonstration,
        number,
        agentName,
        matters,
        territory,
        products,
        fromOn: letter.fromOn!,
        untilOn: letter.untilOn!,
        standing: standing === "valid" || standing === "not_yet" ? standing : "ended",
        day,
      };
    })
    .catch((error: unknown) => {
      // A company that is not here is told like a code that is not.
      throw isStoreRefusal(error) && error.code === "no_such_company" ? noSuchLetter() : error;
    });
};
const noSuchLetter = (): Refusal =>
  new Refusal("no_such_letter", {
    zh: "没有这份授权书。请核对网址，或者重新扫描授权书上的二维码。",
    en: "No such letter. Check the address, or scan the code on the letter once more.",
  });
const tooMany = (seconds: number): Refusal =>
  new Refusal(
    "too_many_tries",
    {
      zh: `查询太频繁，请 ${seconds} 秒后再试。`,
      en: `Too many looks; try again in ${seconds} seconds.`,
    },
    { seconds },
  );
