// Clauses: N1, N2

import { loadContract } from "@fealty/engine/contract/load.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import { checkedInstant } from "@fealty/engine/views/checked-instant.ts";
import { ContractBook, type World } from "@fealty/engine/views/contract-book.ts";
import type { Language } from "@fealty/engine/views/view.ts";
import { createSHA256 } from "hash-wasm";
import type {
  ContractSource,
  DroppedFile,
  OpenResult,
  Progress,
  TimelineFilter,
  Viewpoint,
} from "./contract-source.ts";
import { EXAMPLE_AS_OF, EXAMPLE_FACTS, EXAMPLE_ID } from "./example.ts";
import { mendOldBrowser } from "./old-browsers.ts";
import { openDropped } from "./open-dropped.ts";
import { EXAMPLE_MAIN, shippedCalendars, shippedText, zoneOf } from "./shipped.ts";

type Method = Exclude<keyof ContractSource, "onProgress">;
export type Request = {
  readonly call: number;
  readonly method: Method;
  readonly args: readonly unknown[];
  readonly base: string;
};
export type Answer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly failure: string }
  | { readonly progress: Progress };

const tell = (answer: Answer): void => postMessage(answer);
const books = new Map<string, ContractBook>();
let hasher: Promise<(text: string) => string> | undefined;
let example: Promise<void> | undefined;
let opened = 0;
let current = EXAMPLE_ID;

const sha256 = (): Promise<(text: string) => string> => {
  hasher ??= createSHA256().then((hash) => (text: string) => hash.init().update(text).digest("hex"));
  return hasher;
};
const worldOf = async (timeZone: string): Promise<World | undefined> => {
  const zone = await zoneOf(timeZone);
  return zone && { calendars: shippedCalendars(), zone, sha256: await sha256() };
};
/** Loads the shipped contract and its facts, once. */
const loadExample = (base: string): Promise<void> => {
  example ??= (async () => {
    tell({ progress: { step: "contract", done: 0, of: 1 } });
    const facts = fetchText(new URL(EXAMPLE_FACTS, base));
    const { contract, diagnostics } = loadContract(EXAMPLE_MAIN, shippedText);
    assert(
      contract,
      `the shipped contract loads: ${diagnostics.map((one) => `${one.code} ${one.place.file}:${one.place.line}`).join(", ")}`,
    );
    const text = await facts;
    const world = await worldOf(contract.timeZone);
    assert(world, "the shipped contract's zone is known");
    tell({ progress: { step: "evaluate", done: 0, of: 1 } });
    books.set(
      EXAMPLE_ID,
      new ContractBook(
        contract,
        "example",
        EXAMPLE_ID,
        EXAMPLE_MAIN,
        [{ name: EXAMPLE_FACTS, text }],
        world,
        checkedInstant(EXAMPLE_AS_OF),
      ),
    );
  })();
  return example;
};
const fetchText = async (url: URL): Promise<string> => {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url.pathname}: ${response.status}`);
  const of = Number(response.headers.get("content-length") ?? 0);
  const decoder = new TextDecoder();
  let text = "";
  let done = 0;
  for (let reader = response.body.getReader(); ; ) {
    const piece = await reader.read();
    if (piece.done) return text + decoder.decode();
    done += piece.value.byteLength;
    text += decoder.decode(piece.value, { stream: true });
    tell({
      progress: {
        step: "facts",
        done: Math.round(done / 1000),
        of: Math.max(Math.round(of / 1000), Math.round(done / 1000)),
      },
    });
  }
};
const bookOf = (id: string): ContractBook => {
  const book = books.get(id);
  assert(book, `contract ${id} is open`);
  current = id;
  return book;
};
const open = async (files: readonly DroppedFile[], language: Language, shown = current): Promise<OpenResult> => {
  const before = books.get(shown);
  const { book, result } = await openDropped(
    files,
    language,
    before && { contract: before.contract, main: before.main },
    worldOf,
    `local-${opened + 1}`,
    (done, of) => tell({ progress: { step: "facts", done: Math.ceil(done / 1000), of: Math.ceil(of / 1000) } }),
  );
  tell({ progress: { step: "evaluate", done: 0, of: 1 } });
  if (book) {
    opened += 1;
    books.set(book.id, book);
    // What is dropped next without a contract is for this one: somebody mends refused rows and drops them again.
    current = book.id;
  }
  return result;
};
const handlers = {
  contracts: async () => [...books.values()].map((book) => book.entry()),
  entry: async (id: string) => books.get(id)?.entry(),
  evaluate: async (id: string, viewpoint: Viewpoint) => bookOf(id).view(viewpoint),
  digest: async (id: string, viewpoint: Viewpoint) => bookOf(id).digest(viewpoint),
  marks: async (id: string, viewpoint: Viewpoint) => bookOf(id).marks(viewpoint),
  timeline: async (id: string, viewpoint: Viewpoint, filter: TimelineFilter) => bookOf(id).timeline(viewpoint, filter),
  explain: async (id: string, viewpoint: Viewpoint, ref: string) => bookOf(id).explain(viewpoint, ref),
  recompute: async (id: string, viewpoint: Viewpoint, ref: string) =>
    bookOf(id).recompute(viewpoint, ref, () => performance.now()),
  open,
} satisfies { readonly [M in Method]: ContractSource[M] };

/** Only what is about the shipped contract, or may list it, waits for it. */
const wantsExample = (method: Method, args: readonly unknown[]): boolean =>
  method === "contracts" || (method === "open" && args[2] === undefined) || args[0] === EXAMPLE_ID;

const mended = mendOldBrowser();
addEventListener("message", ({ data }: MessageEvent<Request>) => {
  const { call, method, args, base } = data;
  const handler = handlers[method] as (...given: readonly unknown[]) => Promise<unknown>;
  mended
    .then(() => (wantsExample(method, args) ? loadExample(base) : undefined))
    .then(() => handler(...args))
    .then(
      (value) => tell({ call, value }),
      (error: unknown) => tell({ call, failure: error instanceof Error ? error.message : String(error) }),
    );
});
