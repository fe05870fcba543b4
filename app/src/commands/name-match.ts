import { customPinyin, match, pinyin } from "pinyin-pro";

// A name's character that the library has no sound for.
customPinyin({ 𠮷: "jí" }, { multiple: "replace" });

/** As names are compared: one form of width and case, without blanks and dots between their parts. */
const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·•.'’-]/g, "");

/** A name, or a number, in the one form in which such are compared. */
export const foldedName = folded;
/** Whether two names are one, however they are spaced or written in capitals. */
export const isSameName = (one: string, other: string): boolean => folded(one) === folded(other);
/**
 * Whether a name answers to what somebody typed: a part of it in characters, or its sound: pinyin in full, initials, or a mix of both, from
 * any syllable on. Of a character with several sounds each counts.
 */
export const nameMatches = (name: string, typed: string): boolean => {
  const wanted = folded(typed);
  if (wanted === "") return true;
  const own = folded(name);
  if (own.includes(wanted)) return true;
  if (!/^[a-zü]+$/.test(wanted) || !/\p{Script=Han}/u.test(own)) return false;
  return match(own, wanted, { precision: "start", continuous: true, v: true }) !== null;
};

const keys = new Map<string, string>();
const MOST_KEYS = 50_000;
const sounds = new Map<string, string>();
/** How a name sounds, without tones: 张伟 and 章玮 are `zhangwei`. */
export const soundOf = (name: string): string => {
  const known = sounds.get(name);
  if (known !== undefined) return known;
  if (sounds.size >= MOST_KEYS) sounds.clear();
  const sound = pinyin(folded(name), { toneType: "none", surname: "head", v: true }).toLowerCase().replace(/\s/g, "");
  sounds.set(name, sound);
  return sound;
};
/** What names are put in order by: their sound, a surname read as a surname. */
export const nameOrder = (name: string): string => {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= MOST_KEYS) keys.clear();
  const key = `${pinyin(folded(name), { toneType: "num", surname: "head", v: true }).toLowerCase()} ${name}`;
  keys.set(name, key);
  return key;
};
