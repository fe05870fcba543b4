// Clauses: N7

/** Over `sms` and `wecom` somebody is reached by a phone number. */
export type ChannelName = "mail" | "sms" | "wecom";
/** What goes out to one person. */
export interface Outgoing {
  /** The same at every try: whoever gets it twice can tell. `<uuid@domain>` */
  readonly reference: string;
  readonly to: string;
  readonly language: "zh" | "en";
  readonly subject: string;
  readonly text: string;
}
/** What the other side said to one try. */
export type Outcome =
  | { readonly outcome: "sent"; readonly answer: string }
  /** Worth another try; or refused for good. */
  | { readonly outcome: "later" | "refused"; readonly answer: string };
/** A way to a person. One call is one try; it never throws for what the other side says. */
export interface Channel {
  readonly name: ChannelName;
  /** Domain of references. */
  readonly domain: string;
  readonly send: (message: Outgoing, signal: AbortSignal) => Promise<Outcome>;
  /** Whether the other side can be reached and takes us, without sending anything; its words where it does not. */
  readonly check: (signal: AbortSignal) => Promise<string | undefined>;
}
/** The ways that are set up, and the address under which people reach the house. */
export interface Delivery {
  /** Without a slash at its end. */
  readonly publicUrl?: string | undefined;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
}
const LONGEST_ANSWER = 200;
/** The other side's words as they may be kept: without line ends, and without the address that they like to repeat. */
export const keptAnswer = (answer: string, to: string): string =>
  answer
    .replaceAll(to, "…")
    .replace(/[^\s<>:;,()"']+@[^\s<>:;,()"']+/g, "…")
    .replace(/\+?\d{7,}/g, "…")
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, LONGEST_ANSWER);
