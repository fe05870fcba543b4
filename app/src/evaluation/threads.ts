// Clauses: N2
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CalendarData } from "@fealty/engine/calendar/types.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import type {
  Answers,
  Asked,
  ContractKey,
  ContractMaterial,
  FromThread,
  MoreFacts,
  QuestionOf,
  ThreadWorld,
  ToThread,
} from "./protocol.ts";

/** Kept files or events that do not read: nothing can be computed until they are mended. */
export class UnsoundMaterial extends Error {
  readonly problems: readonly ProblemView[];
  constructor(problems: readonly ProblemView[]) {
    super(problems.map(({ code, file, line }) => `${code} ${file}:${line}`).join(", "));
    this.problems = problems;
  }
}
/** A thread ended under its work; asking again gets another one. */
export class ThreadLost extends Error {}

export interface Threads {
  /** Holidays by which everything here is counted. */
  readonly calendars: readonly CalendarData[];
  /**
   * @param material fetched only where the thread does not hold the contract as the key says
   * @throws UnsoundMaterial, ThreadLost
   */
  readonly ask: <Name extends Asked>(
    key: ContractKey,
    question: QuestionOf<Name>,
    material: () => Promise<ContractMaterial>,
  ) => Promise<Answers[Name]>;
  /** As `ask`, after events that came behind `more.after`: a thread that holds the contract counts on. */
  readonly askGrown: <Name extends Asked>(
    key: ContractKey,
    question: QuestionOf<Name>,
    more: MoreFacts,
    material: () => Promise<ContractMaterial>,
  ) => Promise<Answers[Name]>;
  /** Forgets a contract: what was computed was not kept. */
  readonly drop: (key: Pick<ContractKey, "companyId" | "contractId">) => void;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: FromThread) => void;
  readonly reject: (error: Error) => void;
}
/** The thread's program beside this one; it is there when the command line was bundled. */
const bundledProgram = (): URL => new URL("./evaluation-thread.mjs", import.meta.url);

class Thread {
  readonly #world: ThreadWorld;
  readonly #program: URL;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #calls = 0;
  constructor(world: ThreadWorld, program: URL) {
    this.#world = world;
    this.#program = program;
  }
  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#program, { workerData: this.#world });
    const lost = (why: string): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new ThreadLost(why));
      this.#waiting.clear();
    };
    worker.on("message", (answer: FromThread) => {
      const waiting = this.#waiting.get(answer.call);
      this.#waiting.delete(answer.call);
      if (this.#waiting.size === 0) worker.unref();
      waiting?.resolve(answer);
    });
    worker.on("error", (error) => lost(error.message));
    worker.on("exit", (code) => lost(`the thread ended with ${code}`));
    this.#worker = worker;
    return worker;
  }
  ask(message: Omit<Extract<ToThread, { call: number }>, "call">): Promise<FromThread> {
    return new Promise((resolve, reject) => {
      const call = ++this.#calls;
      const worker = this.#running();
      this.#waiting.set(call, { resolve, reject });
      worker.ref();
      worker.postMessage({ ...message, call } satisfies ToThread);
    });
  }
  drop(key: Pick<ContractKey, "companyId" | "contractId">): void {
    const { companyId, contractId } = key;
    this.#worker?.postMessage({ drop: { companyId, contractId } } satisfies ToThread);
  }
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/**
 * The engine in threads of its own, so that nobody waits for another's contract. A contract always goes to the same thread,
 * which holds it in memory with its counters.
 * @param count threads; default one for each processor but one, at least one and at most eight
 */
export const openThreads = (
  world: ThreadWorld,
  count = Math.min(Math.max(availableParallelism() - 1, 1), 8),
  program = bundledProgram(),
): Threads => {
  const threads = Array.from({ length: count }, () => new Thread(world, program));
  const threadOf = ({ contractId }: Pick<ContractKey, "contractId">): Thread =>
    threads[Number.parseInt(contractId.replaceAll("-", "").slice(-6), 16) % count]!;
  const answerOf = <Name extends Asked>(answer: FromThread): Answers[Name] => {
    if ("unsound" in answer) throw new UnsoundMaterial(answer.unsound);
    if ("failure" in answer) throw new Error(answer.failure);
    if ("wanting" in answer) throw new Error("the thread wants a contract that it was given");
    return answer.value as Answers[Name];
  };
  return {
    calendars: world.calendars,
    ask: async (key, question, material) => {
      const first = await threadOf(key).ask({ key, question });
      if (!("wanting" in first)) return answerOf(first);
      return answerOf(await threadOf(key).ask({ key, question, material: await material() }));
    },
    askGrown: async (key, question, more, material) => {
      const first = await threadOf(key).ask({ key, question, material: more });
      if (!("wanting" in first)) return answerOf(first);
      return answerOf(await threadOf(key).ask({ key, question, material: await material() }));
    },
    drop: (key) => threadOf(key).drop(key),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
};
