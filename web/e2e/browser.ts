// A real browser on the built page: the page is built when a source is newer, served from memory, and opened in Chromium.
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from "playwright-core";
import { findChromium } from "../../tools/programs.mjs";
import { serveFolder } from "../../tools/serve.mjs";
import { buildPage, pageFolder } from "../../tools/setup.mjs";

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface Opened {
  readonly page: Page;
  /** Everything that went wrong: errors of scripts and of the console, requests to other hosts. */
  readonly troubles: string[];
  readonly requests: string[];
}
export interface House {
  readonly url: string;
  open(
    path: string,
    options?: {
      readonly width?: number;
      readonly height?: number;
      readonly lang?: "zh" | "en";
      /** In place of the one that all pages open with; empty: nobody is signed in. */
      readonly cookie?: string;
    } & BrowserContextOptions,
  ): Promise<Opened>;
  close(): Promise<void>;
}
/** Each language and each screen once: what differs by both together is seen by `cutOff`, and in the files that go through all four. */
export const READERS = [
  ["zh", "wide"],
  ["en", "phone"],
] as const;
export const SIZES = { wide: { width: 1440, height: 960 }, phone: { width: 390, height: 844 } } as const;

/**
 * What the browser does for people at its window and no story needs. The first two have it draw the suggestions of its address line anew for each
 * page, in two processes of their own; the others are those that the driver switches off, since the last list is the one that counts.
 */
const NOT_WANTED = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];
/**
 * A story's page lives for seconds: compiling what it does often costs more than it gains (measured of the processor: a page opened and looked at by
 * axe twice 5.9 s in place of 9.3 s, `small-screens` 110 s in place of 157 s, `people` the same).
 */
const BYTECODE_ALONE = "--js-flags=--no-sparkplug --no-maglev --no-turbofan";
export const startHouse = async (): Promise<House> => {
  if (!(await buildPage())) throw new Error("The page could not be built.");
  const server = await serveFolder(pageFolder, 0);
  return browserOn(server.url, server.close);
};
/** A browser on a page that stands at an address already. */
export const browserOn = async (
  url: string,
  closeServer: () => Promise<void> = async () => undefined,
  /** Whoever opens its pages is signed in with it. */
  signedIn?: string,
): Promise<House> => {
  const executablePath = findChromium({ path: process.env.PATH ?? "", env: process.env }) ?? "/usr/bin/chromium";
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      "--disable-sync",
      "--disable-quic",
      `--disable-features=${NOT_WANTED.join()}`,
      BYTECODE_ALONE,
    ],
  });
  return {
    url,
    open: async (path, { width = 1440, height = 960, lang = "zh", cookie = signedIn, ...context } = {}) => {
      const page = await browser.newPage({
        viewport: { width, height },
        locale: lang === "zh" ? "zh-CN" : "en-GB",
        // What opens and closes is there and gone at once, as for people who ask for that: a list half-way is no story's matter.
        reducedMotion: "reduce",
        ...context,
      });
      page.setDefaultTimeout(60_000);
      if (cookie)
        await page
          .context()
          .addCookies([{ name: cookie.split("=")[0]!, value: cookie.slice(cookie.indexOf("=") + 1), url }]);
      const troubles: string[] = [];
      const requests: string[] = [];
      page.on("pageerror", (error) => troubles.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") troubles.push(message.text());
      });
      page.on("request", (request) => {
        requests.push(request.url());
        if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url()))
          troubles.push(`asked ${request.url()}`);
      });
      await page.goto(`${url}#${path}`);
      await settled(page);
      return { page, troubles, requests };
    },
    close: async () => {
      await browser.close();
      await closeServer();
    },
  };
};
/**
 * One page for stories that differ by their address alone: to load the engine and evaluate a contract anew for each takes longer than most of them.
 * The page closes with the browser.
 */
export const onePage = (
  house: () => House,
  options: Parameters<House["open"]>[1] = {},
): ((path: string) => Promise<Page>) => {
  let opened: Opened | undefined;
  return async (path) => {
    if (opened === undefined) {
      opened = await house().open(path, options);
      return opened.page;
    }
    const { page } = opened;
    const go = (to: string): Promise<void> =>
      page.evaluate((hash) => {
        location.hash = hash;
      }, to);
    // By way of another screen: what a story left open there is gone.
    await go("/open");
    await page.waitForSelector(".files");
    await go(path);
    await page.waitForSelector(".files", { state: "detached" });
    await settled(page);
    return page;
  };
};
/** Until what was asked for is on screen and nothing is being computed. */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForSelector(
    '.page[aria-busy="false"], .files, .message, .today-page, .import-page, .contract-list[aria-busy="false"], .register:not([aria-busy="true"]), .organisation, .door, .letter-sheet',
    {
      timeout: 60_000,
    },
  );
  await page.waitForFunction(
    () =>
      !document.querySelector(
        '.page[aria-busy="true"], .page:not([data-digest]), .verdict.waits, .ant-btn-loading, [data-waits]',
      ),
  );
};
/** Breaches of the WCAG rules as axe sees them, each with the element. */
export const axe = async (page: Page): Promise<string[]> => {
  const { readFileSync } = await import("node:fs");
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(readFileSync(axeSource, "utf8"));
  return page.evaluate(async () => {
    // A colour that is still on its way to another is neither of the two.
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((one) => one.finished));
    const runner = (
      window as unknown as {
        axe: {
          run(
            root: Document,
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await runner.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // What holds is not described too: that takes as long as finding it.
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
    );
  });
};
/** What an element says, whole. */
export const said = async (element: Locator): Promise<string> => (await element.textContent()) ?? "";
/** Texts of the screen that only a program would say: raw keys, references, values that were never filled in. */
export const rawWords = async (page: Page): Promise<string[]> => {
  // biome-ignore lint/performance/useDomNodeTextContent: what is not rendered is not read
  const text = await page.evaluate(() => document.body.innerText);
  const found = text.match(
    /\{\{[^}]*\}\}|\bundefined\b|\bNaN\b|\[object|\b[a-z]+_[a-z_]+\b|\b(?:rule|tree|clause|metric|explain|finding|pay|state)\.[a-z]\w+|\b[A-Z]\d*(?:\.\d+)?\/[a-z]\w+/g,
  );
  return [...new Set(found ?? [])];
};
/** Elements whose text is wider than the window, on the story's own screen and on the other: nothing may be cut off, and nothing lost by turning. */
export const cutOff = async (page: Page): Promise<string[]> => {
  const own = page.viewportSize()!;
  const other = own.width === SIZES.phone.width ? SIZES.wide : SIZES.phone;
  const here = await cutOffNow(page);
  await page.setViewportSize(other);
  await framed(page);
  const there = await cutOffNow(page);
  await page.setViewportSize(own);
  // What opens anew for this width comes in by and by, and half-way its colours are not its own.
  await framed(page);
  await page.waitForFunction(() => !document.querySelector('.ant-drawer [class*="-motion-"]'));
  return [...here, ...there.map((element) => `at ${other.width}: ${element}`)];
};
const framed = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const cutOffNow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > wide + 1 && !element.closest(".scroll-x"))
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120));
  });
