// Writes what answers look like whose form stands in types alone, for /openapi.json: `npx tsx tools/make-answers.ts`.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnyContractRouter } from "@orpc/contract";
import { api } from "../app/src/server/api.ts";
import { type JsonSchema, typeSchemas } from "./type-schemas.ts";

const root = join(import.meta.dirname, "..");
const API_FILE = join(root, "app/src/server/api.ts");
export const ANSWERS_FILE = join(root, "app/src/server/answers.json");
export interface Answers {
  /** By the name of the route, `licences.list`. */
  readonly answers: Record<string, JsonSchema>;
  readonly schemas: Record<string, JsonSchema>;
}
/** Routes whose answer is a type of TypeScript: what is checked by zod describes itself. */
const typedRoutes = (router: AnyContractRouter, path: readonly string[]): (readonly string[])[] => {
  const { outputSchema } =
    (
      router as { readonly "~orpc"?: { readonly outputSchema?: { readonly "~standard": { readonly vendor: string } } } }
    )["~orpc"] ?? {};
  if (outputSchema !== undefined) return outputSchema["~standard"].vendor === "custom" ? [path] : [];
  if ("~orpc" in router) return [];
  return Object.entries(router).flatMap(([name, part]) => typedRoutes(part as AnyContractRouter, [...path, name]));
};
export const makeAnswers = (): Answers => {
  const types = typeSchemas(join(root, "app/tsconfig.json"));
  try {
    const answers = typedRoutes(api, []).map((path) => {
      const answer = ["~orpc", "outputSchema", "~standard", "types", "output"];
      return [path.join("."), types.at(API_FILE, "api", [...path, ...answer])] as const;
    });
    return { answers: Object.fromEntries(answers), schemas: types.named() };
  } finally {
    types.close();
  }
};
if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(ANSWERS_FILE, `${JSON.stringify(makeAnswers(), null, 1)}\n`);
