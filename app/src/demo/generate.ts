import { companyOf } from "./company.ts";
import { contractFile, draftsOf, FORM_PATH, mainPath, membersOf } from "./contract-file.ts";
import { formFile } from "./contract-texts.ts";
import { makeCustomers } from "./customers.ts";
import { dayNumber } from "./days.ts";
import { makeKey } from "./key/make-key.ts";
import type { Customer, Demo, DemoContract } from "./model.ts";
import { makePeople } from "./people.ts";
import type { Agent } from "./people-model.ts";
import { businessOf, workOf } from "./plans.ts";
import { PRODUCTS } from "./products.ts";
import { apportioned, chanceOf } from "./random.ts";
import { type Size, SPANS, type Span } from "./span.ts";
import { type Payables, paySums } from "./story/money.ts";
import { type Client, openTale } from "./story/tale.ts";
import { factsText, type Shares, tellStory } from "./story/tell-story.ts";

export interface Making {
  readonly size: Size;
  readonly seed: number;
  /** How the company's form names the template, from `contracts/`. */
  readonly template: string;
  /** What is payable by a contract, month by month, given its files and facts so far. */
  readonly payables: (contract: Omit<DemoContract, "events">) => Payables;
}
/**
 * The demonstration company: 恒信保险代理有限公司, all made up (演示数据). The same size and seed give the same bytes. People,
 * customers and the answer key are made at once, contracts with their facts one by one when they are asked for.
 */
export const makeDemo = ({ size, seed, template, payables }: Making): Demo => {
  const span = SPANS[size];
  const chance = chanceOf(`${seed}/${size}`);
  const { branches, teams, agents, subAgents } = makePeople(chance.under("people"), span);
  const key = makeKey(chance.under("key"), agents, { seed, size, asOf: span.asOf });
  const customers = makeCustomers(chance.under("customers"), agents, span);
  const form = formFile(FORM_PATH, template);
  const shares = sharesOf(agents, span);
  const make = (agent: Agent, place: number): DemoContract => {
    const tale = openTale(
      chance.under(`tale/${agent.id}`),
      agent,
      span,
      key,
      clientsOf(agent, customers, span),
      membersOf(agent, subAgents),
    );
    tellStory(tale, shares[place]!);
    const contract = {
      number: agent.contract,
      agentId: agent.id,
      mode: agent.mode,
      tour: agent.tour,
      main: mainPath(agent),
      files: [contractFile(agent, subAgents, key, span), form],
    };
    paySums(tale, payables({ ...contract, facts: factsText(tale) }));
    return { ...contract, facts: factsText(tale), events: tale.told.length };
  };
  const contracts = {
    *[Symbol.iterator]() {
      for (const [place, agent] of agents.entries()) yield make(agent, place);
    },
  };
  const drafts = draftsOf(key, agents, span, [form]);
  return {
    company: companyOf(span),
    branches,
    teams,
    products: PRODUCTS,
    agents,
    subAgents,
    customers,
    key,
    drafts,
    contracts,
  };
};
const sharesOf = (agents: readonly Agent[], span: Span): Shares[] => {
  const weights = agents.map((agent) => businessOf(agent, span));
  const parts = (total: number): number[] => apportioned(total, weights);
  const [policies, invitations] = [parts(span.policies), parts(span.invitations)];
  const [complaints, contacts] = [parts(span.complaints), parts(span.contacts)];
  return agents.map((_, i) => ({
    policies: policies[i]!,
    invitations: invitations[i]!,
    complaints: complaints[i]!,
    contacts: contacts[i]!,
  }));
};
/** The customers of an agent: its own, until they leave, and those it took over. */
const clientsOf = (agent: Agent, customers: readonly Customer[], span: Span): Client[] => {
  const { from } = workOf(agent, span);
  return customers.flatMap((customer): Client[] => {
    const until = customer.left === undefined ? {} : { until: dayNumber(customer.left) };
    if (customer.agent === agent.id)
      return [{ ...customer, from: Math.max(dayNumber(customer.since), from), ...until, inherited: false }];
    return customer.successor?.agent === agent.id
      ? [{ ...customer, from: dayNumber(customer.successor.from), ...until, inherited: true }]
      : [];
  });
};
