import { CONTRACT } from "../cli-terminal.ts";

/** The smallest contract that pays, with annex A2 as the template has it, as far as letters speak to it. */
export const A2_CONTRACT = CONTRACT.replace(
  "params:",
  `events:
  authority_issued: {letter: text}
  authority_recalled: {letter: text}
  recall_published: {letter: text}
  ratification_demanded: {act: text}
  ratification_answered: {act: text, ratified: boolean}
params:`,
).concat(`  - id: A2
    title: {zh: 授权书, en: Authorisation letter}
    text: {zh: "乙方在授权书范围内行事。", en: "The Agent acts within its letter."}
    rules:
      - {id: outside_range, kind: prohibition, bearer: agent, finding: B2, event: authority_act, when: "has(event.within) && !event.within", severity: major}
      - id: ratification
        kind: procedure
        name: ratification
        match: act
        stages:
          - {id: answer, by: company, within: 30 days, on_silence: refused, title: {zh: 追认, en: Ratification}, starts: ratification_demanded, ends: ratification_answered}
      - {id: recall_publication, kind: deadline, bearer: company, finding: B1, starts: authority_recalled, ends: recall_published, match: letter, within: 24 hours}
`);
