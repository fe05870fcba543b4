// Clauses: N7
import type { ChannelName } from "./channel.ts";

// One mailbox and nothing else: no list, no name before it, no quotes, no line end that could begin a header of its own (RFC 5321, 4.1.2).
const MAIL = /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}.]+(?:\.[^\s@<>()[\]\\,;:"\p{Cc}.]+)+$/u;
const PHONE = /^\+\d{7,15}$/;
const LONGEST = 254;

/** Whether a message can go there. */
export const isAddress = (channel: ChannelName, address: string): boolean =>
  address.length <= LONGEST && (channel === "mail" ? MAIL : PHONE).test(address);
/** `l***@example.cn`, `+86****8000`: enough to recognise one's own, not enough to write to it. */
export const maskedAddress = (address: string): string => {
  const at = address.lastIndexOf("@");
  if (at > 0) return `${[...address][0]}***${address.slice(at)}`;
  return `${address.slice(0, 3)}****${address.slice(-4)}`;
};
