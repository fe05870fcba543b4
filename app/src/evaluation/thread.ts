// Clauses: N2
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@fealty/engine/values/assert.ts";
import { problemView } from "@fealty/engine/views/sentences.ts";
import { HeldContract, UnsoundContract } from "./held-contract.ts";
import type { ContractKey, FromThread, ThreadWorld, ToThread } from "./protocol.ts";

/** Contracts that a thread keeps in memory; the ones not asked for longest go first. */
const HELD = 64;
/** Characters of events that a thread keeps, over all its contracts; in memory they take about twenty bytes each. */
const HELD_CHARACTERS = 24_000_000;

interface Held {
  readonly version: number;
  readonly sequence: number;
  readonly contract: HeldContract;
}
const port = parentPort;
assert(port, "this program runs as a thread");
const { calendars } = workerData as ThreadWorld;
const held = new Map<string, Held>();
const nameOf = ({ companyId, contractId }: Pick<ContractKey, "companyId" | "contractId">): string =>
  `${companyId}/${contractId}`;
const tell = (answer: FromThread): void => port.postMessage(answer);

/** The contract that was asked for last stays, however long it is. */
const forgetOldest = (): void => {
  let characters = 0;
  for (const { contract } of held.values()) characters += contract.size;
  for (const [oldest, { contract }] of held) {
    if (held.size === 1 || (held.size <= HELD && characters <= HELD_CHARACTERS)) return;
    held.delete(oldest);
    characters -= contract.size;
  }
};
/** The contract as its key says, from memory or from what came with the question. */
const contractFor = async (message: Extract<ToThread, { call: number }>): Promise<HeldContract | undefined> => {
  const { key, material } = message;
  const name = nameOf(key);
  const known = held.get(name);
  held.delete(name);
  if (known?.version === key.version && known.sequence === key.sequence) {
    held.set(name, known);
    return known.contract;
  }
  if (material === undefined) {
    if (known !== undefined) held.set(name, known);
    return undefined;
  }
  let contract: HeldContract;
  if ("after" in material && known?.version === key.version && known.sequence === material.after) {
    known.contract.grown(material.facts);
    contract = known.contract;
  } else if ("files" in material) contract = await HeldContract.open(key.contractId, material, calendars);
  else return undefined;
  held.set(name, { version: key.version, sequence: key.sequence, contract });
  forgetOldest();
  return contract;
};
const answer = async (message: Extract<ToThread, { call: number }>): Promise<void> => {
  const { call, key, question } = message;
  try {
    const contract = await contractFor(message);
    tell(contract === undefined ? { call, wanting: true } : { call, value: contract.answer(question) });
  } catch (error) {
    held.delete(nameOf(key));
    if (error instanceof UnsoundContract)
      tell({ call, unsound: error.diagnostics.map((one) => problemView(one, "zh")) });
    else tell({ call, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};

// One at a time: a question that waits for a file must not be overtaken by one about the same contract.
let last: Promise<void> = Promise.resolve();
port.on("message", (message: ToThread) => {
  last = last.then(() => {
    if ("drop" in message) held.delete(nameOf(message.drop));
    else return answer(message);
  });
});
