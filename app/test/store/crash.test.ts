// Clauses: N1, N6, N7
import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "./crash-commands.ts";
import { type CrashRoom, crashRoom, differing, type Kept, without } from "./crash-room.ts";
import type { Kill, Told } from "./crash-user.ts";

/** All that is drawn comes from it; FEALTY_CRASH_SEED repeats a run that failed. */
const SEED = process.env.FEALTY_CRASH_SEED ?? randomBytes(4).toString("hex");
let room: CrashRoom;
beforeAll(async () => {
  room = await crashRoom(SEED);
});
afterAll(() => room?.close());

const drawn = (what: string, below: number): number =>
  createHash("sha256").update(`${SEED} ${what}`).digest().readUInt32BE(0) % below;
const kindOf = (step: string): string => /^\w+/.exec(step.trim().toLowerCase())?.[0] ?? "";
/** Commits of transactions that changed rows. */
const keeping = (steps: readonly string[]): readonly number[] => {
  let changes = false;
  return steps.flatMap((step, at) => {
    const kind = kindOf(step);
    if (kind === "begin") changes = false;
    else if (/\binsert into\b|^\s*update\b|\bdelete from\b/i.test(step)) changes = true;
    return kind === "commit" && changes ? [at] : [];
  });
};
/**
 * Where a command is killed. Those for which it matters most: before each statement, and at each commit that keeps something also when the server
 * has it and when its answer was heard. Long ones: before one statement of each kind. All: at what is drawn, and on both sides of the commit, so
 * that whatever was kept too early is found by every seed.
 */
const killsOf = (command: string, steps: readonly string[]): readonly Kill[] => {
  const { where, inParts = false } = COMMANDS[command]!;
  const all = steps.map((_, step) => step);
  const pick = <Value>(what: string, values: readonly Value[]): Value =>
    values[drawn(`${command} ${what}`, values.length)]!;
  const kinds = [...new Set(steps.map(kindOf))];
  const kindly = where === "each kind" ? kinds : [];
  const some = [
    ...kindly.map((kind) =>
      pick(
        kind,
        all.filter((step) => kindOf(steps[step]!) === kind),
      ),
    ),
    ...(where === "each kind" ? [0, 1] : [0]).map((number) => pick(`more ${number}`, all)),
  ];
  const commits = keeping(steps);
  const before =
    where === "everywhere" ? all : [...new Set([...some, commits[0]!, commits.at(-1)!])].sort((a, b) => a - b);
  const answers = (step: number, whens: readonly Kill["when"][]): Kill[] => whens.map((when) => ({ step, when }));
  return [
    ...before.map((step): Kill => ({ step, when: "before" })),
    ...(where === "everywhere"
      ? [...commits.flatMap((step) => answers(step, ["sent", "answered"])), ...answers(pick("sent", all), ["sent"])]
      : [
          // The first of several keeps a part, the last one all.
          ...(inParts ? answers(commits[0]!, ["answered"]) : []),
          ...answers(commits.at(-1)!, [pick("at the commit", ["sent", "answered"] as const)]),
          // And at one whose work nothing ends.
          ...(where === "each kind" ? answers(drawn(`${command} early`, commits[0]!), ["sent"]) : []),
        ]),
  ];
};

describe("a process that is killed anywhere in a command", () => {
  it.concurrent.each(Object.keys(COMMANDS))(
    "N1 N7: %s loses nothing and doubles nothing, and the call made again ends as one that was not disturbed",
    { timeout: 1_200_000 },
    async (command) => {
      const { again, inParts = false } = COMMANDS[command]!;
      const whole = await room.copy();
      const told = (await room.give(whole, { seed: "first", command })) as Told;
      const done = await room.kept(whole);
      const same = (kept: Kept, other: Kept): boolean => differing(kept, other).length === 0;
      expect(same(done, room.base), `${command} does something`).toBe(false);
      /** What a second undisturbed call leaves. */
      let twice = done;
      if (again === "another") {
        await room.give(whole, { seed: "second", command });
        twice = await room.kept(whole);
      }
      await room.drop(whole);

      let database = await room.copy();
      const outcomes = { nothing: 0, part: 0, all: 0 };
      for (const kill of killsOf(command, told.steps)) {
        const where = `seed ${SEED}: ${command} killed ${kill.step} ${kill.when} ${told.steps[kill.step]!.slice(0, 200)}`;
        expect(await room.give(database, { seed: "first", command, kill }), where).toBeUndefined();
        const kept = await room.kept(database);
        if (same(kept, room.base)) {
          // Byte for byte as before: the next one is killed in the same house, and whoever comes last finds it whole.
          outcomes.nothing += 1;
          continue;
        }
        const isAll = same(kept, done);
        outcomes[isAll ? "all" : "part"] += 1;
        expect(isAll || inParts, `${where}: kept in part\n${differing(kept, room.base).join("\n")}`).toBe(true);
        const repeated = (await room.give(database, {
          seed: "second",
          command,
          doctor: !isAll || again === "another",
        })) as Told;
        const after = await room.kept(database);
        if (isAll && again !== "another") expect(differing(after, done), where).toEqual([]);
        else expect(differing(without(after), without(twice)), where).toEqual([]);
        if (again === "same") expect(repeated.answer, where).toEqual(told.answer);
        else if (typeof again === "object") expect(repeated.answer, where).toEqual(again);
        expect(repeated.differences, where).toEqual([]);
        await room.drop(database);
        database = await room.copy();
      }
      const last = (await room.give(database, { seed: "first", command, doctor: true })) as Told;
      expect(differing(await room.kept(database), done), `seed ${SEED}: ${command} after all that was killed`).toEqual(
        [],
      );
      expect([last.answer, last.differences]).toEqual([told.answer, []]);
      await room.drop(database);
      // It was killed on both sides of what keeps its rows.
      expect([outcomes.nothing > 0, outcomes.all > 0, outcomes.part > 0], SEED).toEqual([true, true, inParts]);
      if (command === "import-table") expect(room.scratch()).toEqual([]);
    },
  );
});
