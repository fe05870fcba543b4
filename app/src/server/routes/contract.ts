// Clauses: N1, N2, N3
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { Viewpoint } from "@fealty/engine/views/viewpoint.ts";
import { implement } from "@orpc/server";
import { appendEvents } from "../../commands/append-events.ts";
import { readLastingViews } from "../../commands/lasting-view.ts";
import { listContracts } from "../../commands/list-contracts.ts";
import { ownPartiesIn } from "../../commands/own-parties.ts";
import { readOwnTeams } from "../../commands/own-teams.ts";
import { readContract, readFigure } from "../../commands/read-contract.ts";
import { readIntermediary } from "../../commands/read-intermediary.ts";
import { api } from "../api.ts";
import { askingOf, type Context, callerOf, expectedIn, ownParty } from "../context.ts";

const os = implement({ contracts: api.contracts, contract: api.contract }).$context<Context>();
interface Seen {
  readonly party: PartyName;
  readonly language: "zh" | "en";
  readonly asOf?: number | undefined;
}
/** Ahead of the present moment lies nothing but silence: what a demonstration's clock has not reached is not known yet. */
const seenAt = ({ party, language, asOf }: Seen, now: number): Viewpoint => ({
  party,
  language,
  asOf: asOf ?? now,
  ...(asOf !== undefined && asOf > now ? { knownAt: now } : {}),
});

export const contractRoutes = {
  contracts: os.contracts.router({
    lasting: os.contracts.lasting.handler(({ context, input: { party } }) =>
      readLastingViews(context.house, callerOf(context, party)),
    ),
    teams: os.contracts.teams.handler(({ context, input: { party } }) =>
      readOwnTeams(context.house, callerOf(context, party)),
    ),
    list: os.contracts.list.handler(({ context, input: { party, after, limit, ...filter } }) =>
      listContracts(
        context.house,
        callerOf(context, party ?? ownParty(context)),
        // Named, it is those of that party alone; unnamed, all that are one's own.
        { ...defined(filter), asParty: party !== undefined },
        { limit, ...(after === undefined ? {} : { after }) },
        expectedIn(context),
      ),
    ),
  }),
  contract: os.contract.router({
    entry: os.contract.entry.handler(async ({ context, input: { number, party } }) => {
      const own = await ownPartiesIn(context.house, askingOf(context), number);
      const caller = callerOf(context, party ?? own[0]!);
      const entry = await readContract<"entry">(context.house, caller, number, (opensAt) => ({
        ask: "entry",
        opensAt,
      }));
      // Whoever is a party sees with its own eyes; the company may look with each.
      const isSeenAs = (one: PartyName): boolean => own[0] === "company" || own.includes(one);
      return { ...entry, parties: entry.parties.filter(isSeenAs) };
    }),
    intermediary: os.contract.intermediary.handler(({ context, input: { number, party } }) =>
      readIntermediary(context.house, callerOf(context, party), number),
    ),
    view: os.contract.view.handler(({ context, input }) =>
      readContract<"view">(context.house, callerOf(context, input.party), input.number, (now) => ({
        ask: "view",
        viewpoint: seenAt(input, now),
      })),
    ),
    digest: os.contract.digest.handler(async ({ context, input }) => ({
      digest: await readContract<"digest">(context.house, callerOf(context, input.party), input.number, (now) => ({
        ask: "digest",
        viewpoint: seenAt(input, now),
      })),
    })),
    marks: os.contract.marks.handler(({ context, input }) =>
      readContract<"marks">(context.house, callerOf(context, input.party), input.number, (now) => ({
        ask: "marks",
        viewpoint: { ...seenAt(input, now), knownAt: now },
      })),
    ),
    timeline: os.contract.timeline.handler(({ context, input: { kinds, words, offset, limit, ...seen } }) =>
      readContract<"timeline">(context.house, callerOf(context, seen.party), seen.number, (now) => ({
        ask: "timeline",
        viewpoint: seenAt(seen, now),
        filter: { kinds, words, offset, limit },
      })),
    ),
    explain: os.contract.explain.handler(async ({ context, input }) => ({
      explanation: await readFigure<"explain">(context.house, callerOf(context, input.party), input, (now) => ({
        ask: "explain",
        viewpoint: seenAt(input, now),
        ref: input.ref,
      })),
    })),
    recompute: os.contract.recompute.handler(({ context, input }) =>
      readFigure<"recompute">(context.house, callerOf(context, input.party), input, (now) => ({
        ask: "recompute",
        viewpoint: seenAt(input, now),
        ref: input.ref,
      })),
    ),
    append: os.contract.append.handler(async ({ context, input: { party, ...request } }) => {
      const appended = await appendEvents(context.house, callerOf(context, party), request);
      const { added, repeated, warnings } = appended;
      // An answer that was kept for its key by an earlier version has no warnings.
      return { ...appended, added: [...added], repeated: [...repeated], warnings: [...(warnings ?? [])] };
    }),
  }),
};
/** Without what was not given: the store takes an absent filter for no filter. */
const defined = <Filter extends object>(filter: Filter) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Filter]: Exclude<Filter[Name], undefined>;
  };
