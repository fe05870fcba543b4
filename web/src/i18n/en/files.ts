import type { files as chinese } from "../zh/files.ts";
import type { Strings } from "../zh/screen.ts";

/** What the screen says where files are opened, in English. */
export const files: Strings<typeof chinese> = {
  title: "Open a contract and facts",
  lead: "Drop files here, or choose them. They are read on this computer only and sent nowhere.",
  choose: "Choose files",
  chooseFolder: "Choose a folder",
  contract: "Contract: YAML or JSON, also a whole folder",
  facts: "Facts: NDJSON or CSV, one event a line",
  drop: "Release to open",
  reading: "Reading…",
  read: "Read",
  role: { contract: "Contract", facts: "Facts", unread: "Not used" },
  events: "{{count}} events",
  events_one: "{{count}} event",
  errors: "{{count}} errors",
  errors_one: "{{count}} error",
  notes: "{{count}} notes",
  notes_one: "{{count}} note",
  show: "Open the contract",
  place: "{{file}}, line {{line}}, column {{column}}",
  why: "Why",
  fix: "To mend",
  forContract: "No contract was dropped; these facts are read for the one before: {{number}}, {{title}}.",
  noContract: "No contract was found. Drop its file as well, or open a contract first.",
  noContractServed:
    "No contract was found. To look at these facts, drop the contract’s file as well; to bring them into one of the company’s contracts, use Import.",
  foreign:
    "All these events belong to {{named}}{{more}} and none to {{open}}, which was open, so nothing was opened. Drop their contract’s file as well.",
  nothing: "These files hold neither a contract nor facts. A contract is .yaml or .json, facts are .ndjson or .csv.",
  contractFaulty_one:
    "The contract itself has {{count}} error, told below. It opens and runs all the same; mend it before anybody signs.",
  contractFaulty:
    "The contract itself has {{count}} errors, told below. It opens and runs all the same; mend them before anybody signs.",
  openFaulty: "Open it all the same",
  rowsRefused_one:
    "{{count}} error: its row was refused, so results may be incomplete. Mend it first and drop the file again.",
  rowsRefused:
    "{{count}} errors: their rows were refused, so results may be incomplete. Mend them first and drop the file again.",
  openAnyway: "Open anyway without the refused rows",
  kept: "Dropped files live in this page's memory only; after a reload they have to be dropped again.",
  notUsed: {
    kind: "not a kind of file for contracts or facts",
    workbook:
      "a workbook is read by the house: use Import there, or fealty convert with a mapping; here, facts are .ndjson or .csv",
    size: "it has {{size}} MB, more than the {{most}} MB that are read",
    unpacked: "unpacked it is more than the {{most}} MB that are read (packed {{size}} MB)",
    packed: "the packed file is damaged",
    second: "one contract is opened at a time, and another one was",
    unnamed: "the contract does not include it",
    noContract: "not a contract: it has no line that begins with fealty",
  },
  moreProblems: "List {{count}} more ({{shown}} in all)",
  refused: "The contract has errors and cannot run yet. Mend them as described and drop it again.",
  warningsOnly: "The contract can run.",
  severity: { error: "Error", warning: "Note", finding: "Legal note" },
  back: "Back to the contract",
  failed: "These files could not be opened: {{reason}}",
  unreadable: "Cannot read {{name}}: {{reason}}",
  copyAll: "Copy all",
};
