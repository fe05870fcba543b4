// Clauses: N1
// Text of somebody that tries to run in another's browser, in every place where people write.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SIZES } from "./browser.ts";
import { servedForFile } from "./served-house.ts";

const served = servedForFile();
const HANDLERS = ["onerror", "onload", "onfocus", "onmouseover", "onanimationstart", "ontoggle", "onpointerenter"];
const ELEMENTS = [
  "<img src=x {on}=hit()>",
  "<svg {on}=hit()>",
  "<body {on}=hit()>",
  "<input autofocus {on}=hit()>",
  "<details open {on}=hit()>",
  "<video src=x {on}=hit()>",
  "<a href='javascript:hit()' {on}=hit()>x</a>",
];
/** What the text may stand in when it is put together carelessly: an element, attributes, a script, a comment. */
const BEFORE = ["", '">', "'>", "</script>", "--><!-- -->", "`>"];
const CORPUS = [
  ...BEFORE.flatMap((before) =>
    ELEMENTS.flatMap((element) => HANDLERS.map((on) => before + element.replace("{on}", on))),
  ).filter((_, index) => index % 3 !== 2),
  ...BEFORE.map((before) => `${before}<script>hit()</script>`),
  "javascript:hit()",
  "{{constructor.constructor('hit()')()}}",
  `$\{hit()}`,
  "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
  "<math><mi xlink:href='javascript:hit()'>x",
];
const text = (index: number): string => CORPUS[index % CORPUS.length]!;
let written = 0;
const send = async (path: string, given: object): Promise<void> => {
  const answer = await served.ask(`api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ party: "company", ...given }),
  });
  written += 1;
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
};
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const upload = async (name: string, lines: readonly string[]): Promise<string> => {
  const answer = await served.ask(`api/import-files?${new URLSearchParams({ party: "company", name })}`, {
    method: "POST",
    body: lines.join("\n"),
  });
  return ((await answer.json()) as { file: string }).file;
};

let day: string;
beforeAll(async () => {
  day = ((await (await served.ask("api/customer-requests?party=company")).json()) as { day: string }).day;
  const people = CORPUS.map((payload, index) => `XS-${index},${quoted(payload)},,${day}`);
  const file = await upload(`${text(3).replaceAll("/", "")}.csv`, ["工号,姓名,机构,入司日期", ...people]);
  await send("people-imports", { key: "xss-people", file });
  await send("people", { key: "xss-person", code: "XS-P", name: text(5), roles: [{ role: "service", fromOn: day }] });
  await send("organisation/branches", { key: "xss-branch", code: "XSB", nameZh: text(8), nameEn: text(9) });
  const seal = { sealName: text(12), bankName: text(13), bankAccount: "6222020200012345678" };
  await send("organisation/legal-entities", {
    key: "xss-entity",
    code: "XSE",
    nameZh: text(10),
    nameEn: text(11),
    ...seal,
  });
  await send("customers", { key: "xss-customer", code: "XS-C", kind: "person", name: text(16), fromOn: day });
  await send("customers/XS-C/holds", { key: "xss-hold", ground: text(17), fromOn: day });
  const notice = { handler: text(20), what: text(21), how: text(22), kept: text(23), rights: text(24) };
  await send("privacy-notices", { key: "xss-notice", purpose: "survey", renews: false, zh: notice });
  const first = await served.ask("api/contracts?party=company&limit=1");
  number = ((await first.json()) as { rows: { number: string }[] }).rows[0]!.number;
  const said = {
    id: text(31),
    kind: "customer_left",
    at: "2026-10-20T09:00:00+08:00",
    customer: "XS-C",
    reason: text(30),
  };
  await send(`contracts/${number}/events`, { language: "zh", key: "xss-event", lines: JSON.stringify(said) });
}, 240_000);
afterAll(() => expect(written).toBeGreaterThan(7));

/** Watches a page for scripts that ran and for what its policy had to stop. */
const watched = async (path: string, lang: "zh" | "en"): Promise<{ page: Page; hits: () => Promise<unknown[]> }> => {
  const { page } = await served.house.open("/contracts", { ...SIZES.wide, lang });
  await page.addInitScript(() => {
    const seen: unknown[] = [];
    Object.assign(window, { hits: seen, hit: () => seen.push("ran") });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) =>
      seen.push([violatedDirective, sourceFile]),
    );
  });
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.goto("about:blank");
  await page.goto(`${served.running.url}#${path}`);
  await page.waitForSelector("main");
  return { page, hits: () => page.evaluate(() => (window as unknown as { hits: unknown[] }).hits) };
};
let number: string;
const screens = (lang: "zh" | "en"): readonly [string, string][] => [
  [`/contracts/${number}/timeline`, text(30)],
  ["/people?text=XS-1", "XS-1"],
  ["/people/XS-0", text(0)],
  ["/people/XS-P", text(5)],
  ["/organisation", text(lang === "zh" ? 8 : 9)],
  ["/customers/XS-C", text(17)],
  ["/privacy", text(20)],
];
test.each(["zh", "en"] as const)("T12: what people write stays text on every screen, in %s", async (lang) => {
  expect(CORPUS.length).toBeGreaterThan(200);
  for (const [path, shown] of screens(lang)) {
    const { page, hits } = await watched(path, lang);
    await page.getByText(shown, { exact: false }).first().waitFor();
    await page.mouse.move(400, 400);
    expect({ path, hits: await hits() }).toEqual({ path, hits: [] });
    expect(await page.locator("main :is(script, iframe, video, [onerror], [onload])").count()).toBe(0);
    await page.close();
  }
});
test("T12: nor in the look at a list that comes in, with its name and its faults", async () => {
  const { page, hits } = await watched("/people/import", "zh");
  const rows = CORPUS.slice(0, 60).map(
    (payload, index) => `XI-${index},${quoted(payload)},${quoted(payload)},${payload.replaceAll(/[",\n]/g, "")}`,
  );
  const file = {
    name: "<img src=x onerror=hit()>.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["工号,姓名,机构,入司日期", ...rows].join("\n")),
  };
  await page.locator("input[type=file]").first().setInputFiles(file);
  await page.waitForSelector("table.data tbody .fault");
  expect(await hits()).toEqual([]);
  await page.close();
});
