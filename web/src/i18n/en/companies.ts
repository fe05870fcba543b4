import type { companies as zh } from "../zh/companies.ts";
import type { Strings } from "../zh/screen.ts";

export const companies: Strings<typeof zh> = {
  found: "Found a company",
  foundFirst: "Found your own company",
  foundFirstLead:
    "There is no company here yet. Enter its name and its first owner, who then hands out slips to the others.",
  foundLead:
    "This is a founding code: with it you found a new company and become its first owner. Companies are fully apart; none sees another.",
  foundCode: "Founding code",
  name: "Name of the company",
  nameHint: "In full, as on the business licence",
  nameEn: "Name in English (may be left out)",
  ownerName: "Your name",
  foundIt: "Found it and go in",
  own: "My companies",
  ownLead: "Your login opens these companies. None sees another; what waits in each is counted by its own rules.",
  choose: "Which company?",
  as: "{{name}} (code {{code}}) · {{roles}}",
  former: "formerly here",
  present: "You are in it",
  enter: "Go in",
  enterNamed: "Go in to {{name}}",
  needsFactor: "Your role here asks for a second factor; set it up once you are in.",
  noFigures: "Your role here sees no list of what waits.",
  contracts: "Contracts that you may see",
  findings: "Findings to be settled",
  due: "Duties due within seven days, or late",
  atRisk: "Contracts at risk",
  switch: "Switch company",
  switched: "You switched companies in another window; this page was opened anew.",
  another: "Join a further company",
  join: "Join with the login you have",
  joinLead:
    "You are signed in. The same login then opens this company too, and you choose between them when you sign in. The company is not told of the others.",
  joinLeadAs:
    "You are signed in as {{name}}. The same login then opens this company too, and you choose between them when you sign in. The company is not told of the others.",
  joinIt: "Join and go in",
  haveLogin: "I have a login already",
  ownFirst: "Sign in with your own login first, then confirm.",
  backToSlip: "Back to the slip",
  group: "Figures of the group",
  groupLead:
    "The owner of each company lets you read these: sums alone, nothing of a person. Each look leaves a line in that company's activity. Figures of fewer than 5 contracts are not shown.",
  groupNone:
    "No company lets you read its figures at present. Its owner gives you the role “Group reader” with a last day under People; once you have joined with the slip, the company stands here.",
  groupAt: "As of {{at}}",
  groupContracts: "Contracts",
  statuses: { draft: "Draft", in_force: "In force", ended: "Ended" },
  few: "fewer than 5",
  noMoney: "No statement is closed yet.",
  moneyOf: "{{name}}: money of closed statements",
  currency: "Currency",
  payable: "Payable",
  paid: "Paid",
  open: "Open",
};
