/** What is said where an act is countersigned in the same press; loaded with it. */
export const signing = {
  signed: "With this, the device countersigned the contract’s record ({{count}} entries).",
  signed_one: "With this, the device countersigned the contract’s record ({{count}} entry).",
  save: "Download the receipt",
  cannot:
    "Done. This browser cannot hold a signing key, so the contract’s record was not countersigned with it; a newer browser can, under Events of the contract.",
  failed:
    "Done, but the contract’s record was not countersigned with it: {{reason}} You can do so later, under Events of the contract.",
  received: "Mark as received",
  receivedLead:
    "This says that you received and saw the statement, and not that you agree to its amounts; not marking it is no agreement either. No time for objecting changes by it.",
  receivedAt: "Marked as received by the {{party}}, {{at}}",
  notReceived: "Not marked as received by the {{party}} yet",
} as const;
