// Clauses: N1, N6
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../tools/programs.mjs";
import { quantileOf, RUNS, race, timingOf } from "./measure.ts";
import { type ServedHouse, serveDemo } from "./page-house.ts";
import { type Bench, millisecondsText, type Place, type Section } from "./results.ts";

const READY_MS = 1_500;
const FIRST_JS = 250_000;
const STEP_MS = 100;
const FOUNDED_MS = 90_000;
const STEPS_A_RUN = 10;
/** The contract has its states and its words on screen and waits for nothing. */
const CONTRACT_READY = '.page[aria-busy="false"] .clause h2';
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];

const openBrowser = (): Promise<Browser> => {
  const executablePath = findChromium({ path: process.env.PATH ?? "", env: process.env }) ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error("Chromium was not found; FEALTY_CHROMIUM may name it");
  return chromium.launch({ executablePath, args: ARGUMENTS });
};
/** A page in a context without any cache. */
const freshPage = async (browser: Browser): Promise<{ page: Page; close: () => Promise<void> }> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 960 }, locale: "zh-CN" });
  return { page: await context.newPage(), close: () => context.close() };
};
const readyIn = async (browser: Browser, address: string, ready: string): Promise<number> => {
  const { page, close } = await freshPage(browser);
  const begun = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForSelector(ready, { timeout: 60_000 });
  const spent = performance.now() - begun;
  await close();
  return spent;
};
interface Weight {
  readonly files: number;
  readonly gz: number;
  /** Names without their hashes, heaviest first, with kilobytes. */
  readonly heaviest: string;
}
/** Scripts that a first visit to a contract loads, each packed as gzip packs it by default. */
const firstScripts = async (browser: Browser, address: string): Promise<Weight> => {
  const { page, close } = await freshPage(browser);
  const scripts: Promise<{ readonly name: string; readonly gz: number }>[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.endsWith(".js")) return;
    const name = basename(pathname, ".js").replace(/-[\w-]{8}$/, "");
    scripts.push(response.body().then((bytes) => ({ name, gz: gzipSync(bytes).length })));
  });
  await page.goto(address);
  await page.waitForSelector(CONTRACT_READY, { timeout: 60_000 });
  const loaded = (await Promise.all(scripts)).sort((a, b) => b.gz - a.gz);
  await close();
  return {
    files: loaded.length,
    gz: loaded.reduce((sum, one) => sum + one.gz, 0),
    heaviest: loaded
      .slice(0, 4)
      .map(({ name, gz }) => `${name} ${(gz / 1000).toFixed(0)} KB`)
      .join(", "),
  };
};

/** In the page: from the key to the frame after the new moment's states are there. */
const WATCH = `window.steps = [];
  const page = document.querySelector(".page");
  let pressed, before;
  addEventListener("keydown", () => { pressed = performance.now(); before = page.dataset.asOf; }, true);
  new MutationObserver(() => {
    if (pressed === undefined || page.dataset.asOf === before || page.getAttribute("aria-busy") !== "false") return;
    const begun = pressed;
    pressed = undefined;
    requestAnimationFrame(() => setTimeout(() => window.steps.push(performance.now() - begun)));
  }).observe(page, { attributes: true });`;
interface Watched {
  readonly steps: readonly number[];
}
const stepped = async (page: Page, steps: number): Promise<number[]> => {
  await page.evaluate("window.steps.length = 0");
  for (let step = 1; step <= steps; step += 1) {
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((many) => (globalThis as unknown as Watched).steps.length >= many, step, {
      timeout: 30_000,
      polling: 20,
    });
  }
  return (await page.evaluate("window.steps")) as number[];
};

/** What somebody in front of the screen waits for, on the whole demonstration. */
export const page: Bench = {
  id: "Page",
  title: "the page on the demonstration",
  run: async (place): Promise<Section> => {
    const size = place.scale < 1 ? "small" : "full";
    const house = await serveDemo(place, size);
    let browser: Browser | undefined;
    try {
      browser = await openBrowser();
      return await measure(place, house, browser, size);
    } finally {
      await browser?.close();
      await house.close();
    }
  },
};
const measure = async (
  { say }: Place,
  { url, foundedMs }: ServedHouse,
  browser: Browser,
  size: string,
): Promise<Section> => {
  const answer = await fetch(`${url}api/contracts?party=company&limit=500`);
  const { rows } = (await answer.json()) as { rows?: readonly { number: string }[] };
  if (rows === undefined) throw new Error("the house gave no list of contracts");
  const numbers = rows.map(({ number }) => number);
  say(`${numbers.length} contracts founded in ${millisecondsText(foundedMs)}`);
  const at = (number: string): string => `${url}#/contracts/${number}`;
  const known = numbers[0]!;
  const weight = await firstScripts(browser, at(known));
  const open = await freshPage(browser);
  await open.page.goto(at(known));
  await open.page.waitForSelector(CONTRACT_READY, { timeout: 60_000 });
  await open.page.locator(".ant-slider-handle").focus();
  await open.page.evaluate(WATCH);
  const steps: number[] = [];
  let next = 0;
  const runs = await race({
    contract: () => readyIn(browser, at(numbers[1 + (next++ % (numbers.length - 1))]!), CONTRACT_READY),
    again: () => readyIn(browser, at(known), CONTRACT_READY),
    list: () => readyIn(browser, `${url}#/contracts`, '.contract-list[aria-busy="false"] table tbody tr'),
    today: () => readyIn(browser, `${url}#/`, ".today-page .today-list a"),
    step: async () => {
      const spent = await stepped(open.page, STEPS_A_RUN);
      steps.push(...spent);
      return quantileOf(spent, 0.5);
    },
  });
  await open.close();
  const counted = steps.slice(STEPS_A_RUN);
  const target = (ms: number, most: number) => ({ target: `≤ ${most} ms`, met: ms <= most });
  const p95 = quantileOf(counted, 0.95);
  return {
    id: "Page",
    title: page.title,
    workload: `\`fealty serve --demo ${size}\` (${numbers.length} contracts) on its embedded database, Chromium ${browser.version()} without a window on the same machine, each page in a context without a cache. Ready is from the address to the contract's clause and states on screen with nothing awaited. A step is one day back by the arrow key on the slider, to moments not looked at before: from the key to the frame after the new states are there.`,
    equal:
      "no peer. What the page shows is held against the engine by the tests of the browser and of the house, not here.",
    figures: [
      { what: "contract page ready, another contract each time", timing: runs.contract },
      { what: "contract page ready, a contract that is open elsewhere", timing: runs.again },
      { what: "list of contracts ready", timing: runs.list },
      { what: "Today ready", timing: runs.today },
      { what: `as-of step (median of ${STEPS_A_RUN} in a run)`, timing: runs.step },
      {
        what: `all ${counted.length} steps of the ${RUNS} runs, each by itself`,
        timing: timingOf(counted),
        means: `p95 ${millisecondsText(p95)}`,
      },
    ],
    ratios: [],
    values: [
      {
        what: "contract page ready",
        value: millisecondsText(runs.contract.medianMs),
        ...target(runs.contract.medianMs, READY_MS),
      },
      {
        what: `first scripts, gzip, ${weight.files} files`,
        value: `${(weight.gz / 1000).toFixed(0)} KB`,
        target: `≤ ${FIRST_JS / 1000} KB`,
        met: weight.gz <= FIRST_JS,
      },
      { what: "… the heaviest of them", value: weight.heaviest },
      { what: "as-of step", value: millisecondsText(runs.step.medianMs), ...target(runs.step.medianMs, STEP_MS) },
      {
        what: "first start: from the program's start to the last contract founded, once",
        value: millisecondsText(foundedMs),
        ...(size === "full" ? target(foundedMs, FOUNDED_MS) : {}),
      },
    ],
    notes: [],
  };
};
