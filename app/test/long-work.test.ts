import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { LongWork, type WorkProgress } from "../src/server/long-work.ts";

const newWork = () => new LongWork((error) => ({ code: "FAILED", text: { zh: "失败", en: (error as Error).message } }));
const ended = async (work: LongWork, id: string): Promise<WorkProgress> => {
  await vi.waitFor(() => expect(work.progress(1, id).state).not.toBe("running"));
  return work.progress(1, id);
};

it("N1: a second start of the same work begins when the first has ended, and never beside it", async () => {
  const work = newWork();
  const log: string[] = [];
  const slow = (name: string) => async (_: unknown, signal: AbortSignal) => {
    log.push(`${name} begins`);
    while (!signal.aborted) await sleep(5);
    // What has to be put back is put back before another one may begin.
    await sleep(30);
    log.push(`${name} ends`);
  };
  const first = work.start(1, "clock", slow("first"));
  await vi.waitFor(() => expect(log).toEqual(["first begins"]));
  const runs = (name: string) => work.running(1, `${name}-`).at(-1)?.work;
  expect(runs("clock")).toBe(first);
  const second = work.start(1, "clock", slow("second"));
  expect([runs("clock"), runs("import_a")]).toEqual([second, undefined]);
  const third = work.start(1, "clock", async (tell) => {
    log.push("third begins");
    tell(1, 1);
    return "done";
  });
  expect(await ended(work, third)).toEqual({ state: "done", done: 1, of: 1, outcome: "done" });
  // Stopped before it had begun, the second one does nothing.
  expect(log).toEqual(["first begins", "first ends", "third begins"]);
  expect([work.progress(1, first).state, work.progress(1, second).state]).toEqual(["cancelled", "cancelled"]);
});
it("N1: work of other names goes on beside it, what fails says why, what is stopped says so", async () => {
  const work = newWork();
  const other = work.start(1, "import_a", async (_, signal) => {
    while (!signal.aborted) await sleep(5);
  });
  const failed = work.start(1, "import_b", async () => {
    throw new Error("no room");
  });
  expect(await ended(work, failed)).toMatchObject({ state: "failed", code: "FAILED", text: { en: "no room" } });
  expect(work.progress(1, other).state).toBe("running");
  expect([work.cancel(1, other), work.cancel(1, "nobody")]).toEqual([true, false]);
  expect((await ended(work, other)).state).toBe("cancelled");
  expect([work.cancel(1, other), work.progress(1, "nobody").state]).toEqual([false, "unknown"]);
});
it("C7.1: what runs can be found again by the beginning of its name, with its title, until it has ended", async () => {
  const work = newWork();
  const id = work.start(
    1,
    "import_a",
    async (tell, signal) => {
      tell(3, 9, "reading");
      while (!signal.aborted) await sleep(5);
    },
    "sales.csv",
  );
  const ofAnother = work.start(2, "import_a", async (_, signal) => {
    while (!signal.aborted) await sleep(5);
  });
  await vi.waitFor(() => expect(work.running(1, "import_")[0]?.progress.step).toBe("reading"));
  expect(work.running(1, "import_")).toMatchObject([{ work: id, title: "sales.csv", progress: { done: 3, of: 9 } }]);
  // T1: who has the id of another company's work is told of none, stops none, and starts beside it.
  expect([work.progress(1, ofAnother).state, work.cancel(1, ofAnother)]).toEqual(["unknown", false]);
  expect(work.progress(2, ofAnother).state).toBe("running");
  work.cancel(1, id);
  await ended(work, id);
  expect(work.running(1, "import_")).toEqual([]);
  work.stopAll();
});
it("N1: work that is waited for can be followed and stopped by its name, and answers whoever asked for it", async () => {
  const work = newWork();
  const answer = work.attend(1, "rules-a", async (tell, signal) => {
    tell(2, 7);
    while (!signal.aborted) await sleep(5);
    throw new Error("stopped");
  });
  const said = answer.catch((error: Error) => error.message);
  await vi.waitFor(() => expect(work.progress(1, "rules-a")).toEqual({ state: "running", done: 2, of: 7 }));
  expect(work.progress(2, "rules-a").state).toBe("unknown");
  // Another company's work of the same name is its own, and stands in nobody's way.
  expect(await work.attend(2, "rules-a", async (tell) => tell(1, 1))).toBeUndefined();
  expect([work.progress(1, "rules-a").done, work.progress(2, "rules-a")]).toEqual([
    2,
    { state: "done", done: 1, of: 1 },
  ]);
  // Asked for twice, the second is not followed in the first one's place.
  expect(await work.attend(1, "rules-a", async (tell) => tell(1, 1))).toBeUndefined();
  expect(work.progress(1, "rules-a")).toEqual({ state: "running", done: 2, of: 7 });
  expect([work.cancel(2, "rules-a"), work.cancel(1, "rules-a")]).toEqual([false, true]);
  expect([await said, work.progress(1, "rules-a").state]).toEqual(["stopped", "cancelled"]);
  expect(await work.attend(1, "rules-a", async () => "done")).toBe("done");
  expect(work.progress(1, "rules-a").state).toBe("done");
});
