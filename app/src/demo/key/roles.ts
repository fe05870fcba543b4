import type { Agent, Grade } from "../people-model.ts";
import type { Chance } from "../random.ts";
import type { Size } from "../span.ts";

/** Who bears which truth. In the full company nobody bears two; the small one has too few people for that. */
export interface Roles {
  readonly salesUnder: readonly Agent[];
  readonly serviceUnder: readonly Agent[];
  readonly gamers: readonly Agent[];
  readonly unlucky: readonly Agent[];
  readonly splitter: Agent;
  readonly tamperer: Agent;
  readonly lateCommission: Agent;
  readonly holiday: Agent;
  readonly cliff: Agent;
  readonly clawbacks: readonly [cancelled: Agent, lapsed: Agent];
  readonly amendment: Agent;
  readonly arbitration: Agent;
  readonly typhoon: Agent;
  readonly damages: Agent;
  readonly privacy: Agent;
  readonly beyond: Agent;
}

export const rolesOf = (chance: Chance, agents: readonly Agent[], size: Size): Roles => {
  const first = agents.map(({ joined }) => joined).sort()[0]!;
  const staying = agents.filter(({ joined, left, tour }) => joined === first && !left && !tour);
  const pool = chance.shuffled(staying);
  const used = new Set<string>();
  let turn = 0;
  const take = (fits: (agent: Agent) => boolean = () => true): Agent => {
    const fresh = pool.find((agent) => !used.has(agent.id) && fits(agent));
    const again = pool.filter(fits);
    const agent = fresh ?? again[turn++ % again.length]!;
    used.add(agent.id);
    return agent;
  };
  const several = (count: number, ...grades: readonly Grade[]): Agent[] =>
    Array.from({ length: count }, () => take(({ grade }) => grades.includes(grade)));
  const many = size === "full";
  const cliff = take(({ grade }) => grade === "lead");
  const salesUnder = several(many ? 2 : 1, "middle");
  const serviceUnder = several(many ? 2 : 1, "middle", "senior");
  const gamers = several(many ? 3 : 1, "senior", "middle", "lead");
  const unlucky = several(many ? 6 : 2, "trainee", "middle");
  // What follows fits beside a role of another kind, but not beside bad figures of one's own.
  const marked = new Set([...salesUnder, ...serviceUnder, ...gamers, ...unlucky, cliff].map(({ id }) => id));
  const light = (fits: (agent: Agent) => boolean = () => true): Agent =>
    take((agent) => fits(agent) && (many ? !marked.has(agent.id) : !salesUnder.includes(agent) && agent !== cliff));
  return {
    cliff,
    salesUnder,
    serviceUnder,
    gamers,
    unlucky,
    splitter: light(),
    tamperer: light(),
    lateCommission: light(({ grade }) => grade === "senior" || grade === "lead"),
    holiday: light(),
    clawbacks: [light(), light()],
    amendment: light(),
    arbitration: light(),
    typhoon: light(({ branch }) => branch !== "chengdu"),
    damages: light(),
    privacy: light(),
    beyond: light(),
  };
};
