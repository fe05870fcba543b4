// Clauses: N7
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { glyphsOf, lackingIn } from "./font-glyphs.ts";
import { TIMELINE_TEMPLATE } from "./timeline-template.ts";
import type { Typeset, TypesetTask } from "./typeset.ts";

// A thread of its own: typesetting blocks for as long as it lasts, and its memory goes with the thread.
const FONTS = [
  "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
];
interface Compiler {
  readonly mapShadow: (path: string, content: Buffer) => void;
  readonly compile: (what: { readonly mainFileContent: string }) => {
    readonly result: { readonly numOfPages: number } | null;
    readonly takeDiagnostics: () => { readonly shortDiagnostics: readonly unknown[] } | null;
  };
  readonly pdf: (
    document: object,
    options: { readonly pdfStandard: string; readonly creationTimestamp: number },
  ) => Buffer;
}
interface Typst {
  readonly NodeCompiler: {
    readonly create: (given: {
      readonly workspace: string;
      readonly fontArgs: readonly { readonly fontBlobs: readonly Buffer[] }[];
    }) => Compiler;
  };
}
const typeset = ({ data, at }: TypesetTask): Typeset => {
  const find = createRequire(import.meta.url);
  const fonts = FONTS.map((name) => readFileSync(find.resolve(name)));
  const lacking = lackingIn(data, glyphsOf(fonts[0]!));
  if (lacking.length > 0) return { lacking };
  const { NodeCompiler } = find("@myriaddreamin/typst-ts-node-compiler") as Typst;
  // Nothing of this machine is read: the one file that the template asks for is given with it.
  const compiler = NodeCompiler.create({ workspace: "/fealty-nothing", fontArgs: [{ fontBlobs: fonts }] });
  compiler.mapShadow("/fealty-nothing/data.json", Buffer.from(data, "utf8"));
  const compiled = compiler.compile({ mainFileContent: TIMELINE_TEMPLATE });
  if (compiled.result === null) {
    const told = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`the template did not compile: ${JSON.stringify(told).slice(0, 500)}`);
  }
  const { result } = compiled;
  return { pdf: compiler.pdf(result, { pdfStandard: "a-2b", creationTimestamp: at }), pages: result.numOfPages };
};
parentPort?.postMessage(typeset(workerData as TypesetTask));
