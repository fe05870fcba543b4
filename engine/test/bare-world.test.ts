import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext, Script } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { conformCase, type VectorCase } from "../src/conform.ts";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(file(path), "utf8"));
const sha256 = (text: string): string => hash("sha256", text, "hex");

const bundle = async (): Promise<string> => {
  const result = await build({
    entryPoints: [file("../src/index.ts")],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "Fealty",
    target: "es2023",
    inject: [file("../src/contract/text-codec-shim.ts")],
    logLevel: "silent",
  });
  return result.outputFiles[0]!.text;
};
/** Names that a host adds to the language: Node's own, and those of a browser as TypeScript declares them. */
const hostNames = (): string[] => {
  const typescript = `../../node_modules/@typescript/typescript-${process.platform}-${process.arch}`;
  const dom = readFileSync(file(`${typescript}/lib/lib.dom.d.ts`), "utf8");
  const browser = [...dom.matchAll(/^declare (?:var|function) (\w+)/gm)].map(([, name]) => name!);
  const bare = runInContext("Object.getOwnPropertyNames(globalThis)", createContext({})) as string[];
  // V8 puts these two into every world, though the language knows neither.
  const language = new Set(bare.filter((name) => name !== "console" && name !== "WebAssembly"));
  return [
    ...new Set([...Object.getOwnPropertyNames(globalThis), ...browser, "require", "console", "WebAssembly"]),
  ].filter((name) => !language.has(name));
};
/** A world with the language and nothing else; whatever leads to a clock, chance, a locale or a host trips a wire. */
const bareWorld = () => {
  const touched: string[] = [];
  const looked = new Set<string>();
  const context = createContext({});
  const trip = (name: string): never => {
    touched.push(name);
    throw new Error(`the engine reached for ${name}`);
  };
  (context as Record<string, unknown>).__trip = trip;
  (context as Record<string, unknown>).__look = (name: string) => void looked.add(name);
  (context as Record<string, unknown>).__names = JSON.stringify(hostNames());
  runInContext(
    `(() => {
      const trip = globalThis.__trip;
      const look = globalThis.__look;
      const names = JSON.parse(globalThis.__names);
      delete globalThis.__trip;
      delete globalThis.__look;
      delete globalThis.__names;
      const RealDate = Date;
      globalThis.Date = new Proxy(RealDate, {
        construct(target, args) { return args.length === 0 ? trip("new Date()") : Reflect.construct(target, args); },
        apply() { return trip("Date()"); },
      });
      RealDate.now = () => trip("Date.now");
      Math.random = () => trip("Math.random");
      for (const name of ["exp", "log", "pow", "sin", "cos", "tan", "log2", "log10", "log1p", "expm1", "cbrt", "hypot"]) Math[name] = () => trip("Math." + name);
      for (const name of ["localeCompare", "toLocaleLowerCase", "toLocaleUpperCase", "normalize"]) String.prototype[name] = () => trip("String." + name);
      Number.prototype.toLocaleString = () => trip("Number.toLocaleString");
      Object.defineProperty(globalThis, "Intl", { get: () => trip("Intl") });
      for (const name of names) Object.defineProperty(globalThis, name, { get: () => { look(name); return undefined; }, configurable: true });
    })()`,
    context,
  );
  return { context, touched, looked };
};

/** `typeof Buffer` in the expression library, `typeof process` in the YAML one: answered "absent", and never asked again. */
const FEATURE_CHECKS = ["Buffer", "process"];

describe("the engine in a bare world", () => {
  it("N1: loads and runs every kind of vector with every host global trapped, to the same results", async () => {
    const { context, touched, looked } = bareWorld();
    new Script(await bundle()).runInContext(context);
    const calendar = parseCalendar(read("../../data/calendars/cn.json")).calendar!;
    const names = ["pay", "measures", "clocks", "rules"];
    for (const name of names) {
      const cases = read(`../../vectors/${name}.json`) as VectorCase[];
      (context as Record<string, unknown>).input = JSON.stringify({ cases, calendar });
      (context as Record<string, unknown>).sha256 = sha256;
      const inside = JSON.parse(
        runInContext(
          `(() => { const { cases, calendar } = JSON.parse(input);
             return JSON.stringify(cases.map((one) => Fealty.conformCase(one, { calendars: [calendar], zones: [], sha256 }))); })()`,
          context,
        ) as string,
      ) as unknown;
      const outside = cases.map((one) => conformCase(one, { calendars: [calendar], zones: [], sha256 }));
      expect(inside).toEqual(outside);
    }
    expect(touched).toEqual([]);
    // Libraries ask once, while they load, whether these are there, and go on without them.
    expect([...looked].filter((name) => !FEATURE_CHECKS.includes(name))).toEqual([]);
  });
  it("N1: the wires do trip", () => {
    const { context, touched, looked } = bareWorld();
    for (const code of ["Date.now()", "new Date()", "Math.random()", "Math.exp(1)", "Intl", "'a'.localeCompare('b')"]) {
      const before = touched.length;
      expect(() => runInContext(code, context), code).toThrow("reached for");
      expect(touched.length, code).toBeGreaterThan(before);
    }
    const foreign = [
      "fetch",
      "URL",
      "document",
      "setTimeout",
      "structuredClone",
      "console",
      "WebAssembly",
      "navigator",
    ];
    for (const name of foreign) runInContext(`typeof ${name}`, context);
    expect([...looked]).toEqual(foreign);
    expect(runInContext("new Date(0).getTime()", context)).toBe(0);
  });
});
