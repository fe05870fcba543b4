// Chromium 92 of July 2021, as old as what phones still have inside WeChat; from an optional package for this kind of machine alone.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { root } from "../../tools/house.mjs";
import { SIZES } from "./browser.ts";

const packed = join(root, "node_modules/@sparticuz/chromium/bin");

export const hasOldChromium = (): boolean => existsSync(join(packed, "chromium.br"));
/**
 * A page of it. The driver's own ways to find and press ask an element what this browser does not know (`checkVisibility`), so `see` and `press` do it
 * in the page.
 */
export interface OldPage {
  readonly page: Page;
  /** What went wrong, but for a word of the policy that only newer browsers know: they need it, it says so and goes on. */
  readonly troubles: string[];
  /** Waits until something that fits has a size on the screen. */
  see(selector: string, text?: string): Promise<void>;
  /** Waits for it and presses it. */
  press(selector: string, text?: string): Promise<void>;
  texts(selector: string): Promise<string[]>;
}
export interface OldHouse {
  open(path: string, cookie?: string): Promise<OldPage>;
  close(): Promise<void>;
}
/** The browser on a house's address, as wide as a phone, in Chinese. */
export const oldHouse = async (url: string): Promise<OldHouse> => {
  const { program, remove } = unpacked();
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  const open: OldHouse["open"] = async (path, cookie) => {
    const page = await browser.newPage({ viewport: SIZES.phone, locale: "zh-CN" });
    if (cookie !== undefined) {
      const [name = "", ...value] = cookie.split("=");
      await page.context().addCookies([{ name, value: value.join("="), url }]);
    }
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("'wasm-unsafe-eval'")) troubles.push(message.text());
    });
    await page.goto(`${url}#${path}`);
    const see: OldPage["see"] = async (selector, text = "") => {
      await page.waitForFunction(
        ([within, words]) =>
          [...document.querySelectorAll(within)].some(
            (one) => one.getClientRects().length > 0 && one.textContent?.includes(words),
          ),
        [selector, text] as const,
        { timeout: 60_000 },
      );
    };
    const press: OldPage["press"] = async (selector, text = "") => {
      await see(selector, text);
      await page.evaluate(
        ([within, words]) =>
          [...document.querySelectorAll<HTMLElement>(within)]
            .find((one) => one.getClientRects().length > 0 && one.textContent?.includes(words))
            ?.click(),
        [selector, text] as const,
      );
    };
    const texts: OldPage["texts"] = (selector) =>
      page.evaluate((within) => [...document.querySelectorAll(within)].map((one) => one.textContent ?? ""), selector);
    return { page, troubles, see, press, texts };
  };
  const close = async (): Promise<void> => {
    await browser.close();
    remove();
  };
  return { open, close };
};
/** Unpacks it into a folder of its own. */
const unpacked = (): { readonly program: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "fealty-old-chromium-"));
  const bytes = (name: string): Buffer => brotliDecompressSync(readFileSync(join(packed, `${name}.br`)));
  const program = join(folder, "chromium");
  writeFileSync(program, bytes("chromium"));
  chmodSync(program, 0o755);
  execFileSync("tar", ["-x", "-C", folder], { input: bytes("swiftshader.tar") });
  return { program, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
