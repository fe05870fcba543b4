import type { apiKeys as apiKeysZh } from "../zh/machines.ts";
import type { Strings } from "../zh/screen.ts";

export const apiKeys: Strings<typeof apiKeysZh> = {
  title: "API keys",
  lead: "Keys for the company's own systems: a till, reconciliation, reports. A key may what is chosen for it, and no more than the role of whoever answers for it; all that is done with it stands in the activity list.",
  how: "Send it behind Authorization: Bearer; every route stands in",
  none: "There is no key yet. Make one when a system is to read contracts or record facts by itself.",
  make: "Make a key",
  name: "What it is for",
  nameHint: "Name the system that uses it, for example “Till”.",
  scopes: "What it may do",
  scopesHint: "Choose only what this system needs.",
  addresses: "Only from these addresses",
  addressesHint:
    "One address or network a line, for example 203.0.113.7 or 203.0.113.0/24; left empty: from everywhere.",
  untilOn: "Last day",
  untilOnHint: "Left empty: until it is ended.",
  once: "The key “{{name}}” is shown this once",
  onceHow:
    "Put it into that system's settings for secrets now. Fealty keeps a check value alone and cannot show it again; if it is lost, end it and make another.",
  copy: "Copy",
  copied: "Copied",
  saved: "It is kept",
  held: "{{name}} ({{code}}) answers for it",
  heldByOwn: "You answer for it",
  madeAt: "made {{at}}",
  used: "last used {{at}}",
  unused: "not used yet",
  until: "until {{day}}",
  from: "only from {{addresses}}",
  everywhere: "from every address",
  scopeCount: "{{count}} permissions",
  scopeCount_one: "{{count}} permission",
  asleep: "(not open now: the role of whoever answers for it does not allow it)",
  states: {
    good: "In use",
    run_out: "Past its last day; it opens nothing",
    without_holder:
      "Whoever answers for it is no longer there; it opens nothing. Take it over if it is still needed, or end it.",
  },
  ended: {
    by_hand: "ended by {{by}}, {{at}}",
    login_ended: "ended with the login of whoever answered for it, {{at}}",
  },
  machine: "the command line",
  hold: "I answer for it",
  holdHint:
    "A key ends with the login of whoever answers for it; before somebody leaves, another takes over what is still needed.",
  end: "End",
  endSure: "Systems that use “{{name}}” are shut out at once, and it cannot be brought back.",
  endNow: "End the key",
  past: "Keys that have ended ({{count}})",
  past_one: "Keys that have ended ({{count}})",
};
