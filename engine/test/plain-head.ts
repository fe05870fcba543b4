/** Everything of a contract but its clauses, with nothing in it that a check could find. */
export const PLAIN_HEAD = `fealty: 1
number: T-1
title: {zh: 甲, en: A}
languages: [zh, en]
mode: company_led
law: {country: CN, as_of: 2026-03-01}
currency: CNY
time_zone: Asia/Shanghai
calendar: {id: CN, hours: "09:00-18:00"}
term: {from: 2026-01-01, until: 2026-12-31}
parties:
  company: {name: 甲, kind: organisation, address: 杭州}
  agent: {name: 乙, kind: person, address: 宁波}
`;
