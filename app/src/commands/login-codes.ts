// Clauses: C1.1
import { createHmac, randomBytes } from "node:crypto";
import type { LoginKeys } from "../store/login-key.ts";
import type { CompanyId } from "../store/transaction.ts";
import { searchHash } from "../store/vault/seal.ts";

/** Letters and digits that nobody mistakes for one another when a slip is read aloud or typed. */
const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 20;

/** A code drawn at random, of some 99 bits, with the company's number before it: `1-7KQ2M-…`. */
export const newLoginCode = (companyId: CompanyId): string => newCode(String(companyId));
/** The same for a company that is not there yet: `F-7KQ2M-…`. */
export const newFoundingCode = (): string => newCode("F");
const newCode = (before: string): string => {
  let code = "";
  while (code.length < LENGTH)
    // Bytes past the last whole round would make some letters likelier than others.
    for (const byte of randomBytes(LENGTH))
      if (code.length < LENGTH && byte < 248) code += LETTERS[byte % LETTERS.length];
  return `${before}-${code.match(/.{5}/g)!.join("-")}`;
};
/**
 * The same, made of an id and the key of logins: the same call made again gives the same code, and none is kept to give it. Without the key, which no
 * backup of the data holds, nobody makes it from the id.
 */
export const derivedLoginCode = (keys: LoginKeys, companyId: CompanyId, id: string): string => {
  let code = "";
  for (let round = 0; code.length < LENGTH; round += 1)
    for (const byte of createHmac("sha256", keys.search).update(`link code\0${companyId}\0${id}\0${round}`).digest())
      if (code.length < LENGTH && byte < 248) code += LETTERS[byte % LETTERS.length];
  return `${companyId}-${code.match(/.{5}/g)!.join("-")}`;
};
export interface ReadCode {
  readonly companyId: CompanyId;
  readonly hash: Buffer;
}
/** A code as somebody typed or scanned it; undefined where it cannot be one. */
export const readLoginCode = (keys: LoginKeys, text: string): ReadCode | undefined => {
  const found = /^(\d{1,15})-([0-9A-Z-]+)$/.exec(typed(text));
  const code = found?.[2]?.replaceAll("-", "");
  if (found === null || code?.length !== LENGTH || Number(found[1]) < 1) return undefined;
  return { companyId: Number(found[1]), hash: searchHash(keys.search, "login code", `${found[1]} ${code}`) };
};
const typed = (text: string): string => text.normalize("NFKC").trim().toUpperCase().replace(/\s/g, "");
/** What a founding code is found by; undefined where it cannot be one. */
export const hashOfFoundingCode = (keys: LoginKeys, text: string): Buffer | undefined => {
  const code = /^F-([0-9A-Z-]+)$/.exec(typed(text))?.[1]?.replaceAll("-", "");
  return code?.length === LENGTH ? searchHash(keys.search, "founding code", code) : undefined;
};
export const hashOfLoginCode = (keys: LoginKeys, code: string): Buffer => readLoginCode(keys, code)!.hash;
