// Clauses: N1
import { OpenAPIGenerator } from "@orpc/openapi";
import type { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { api } from "./api.ts";
import { type Description, withAnswers, withSharedRefusals } from "./described-answers.ts";

type Responses = NonNullable<NonNullable<NonNullable<Description["paths"]>[string]>["get"]>["responses"];

/** All routes for machines: those of the contract, and the streams beside them (import-files.ts). */
export const describeApi = async (schemaConverters: readonly ZodToJsonSchemaConverter[]): Promise<Description> => {
  const described = await new OpenAPIGenerator({ schemaConverters: [...schemaConverters] }).generate(api, {
    info: { title: "Fealty", version: "1", description: "Every clause alive, every figure explained." },
    servers: [{ url: "/api" }],
  });
  const { paths = {} } = described;
  // What a stream refuses is what the route beside it refuses.
  const refusalsOf = (responses: Responses | undefined): Responses =>
    Object.fromEntries(Object.entries(responses ?? {}).filter(([status]) => status !== "200"));
  const ofUpload = refusalsOf(paths["/import-preview"]?.post?.responses);
  const ofReport = refusalsOf(paths["/imports/{importRunId}"]?.get?.responses);
  const ofRecord = refusalsOf(paths["/contracts/{number}/record/offer"]?.post?.responses);
  const all = { ...paths, ...uploadPath(ofUpload), ...reportPaths(ofReport), ...bundlePath(ofRecord) };
  const whole = {
    ...described,
    components: { ...described.components, securitySchemes: SCHEMES },
    security: [{ apiKey: [] }, { session: [] }],
    paths: Object.fromEntries(Object.entries(all).map(([path, routes]) => [path, withSecurity(routes ?? {})])),
  };
  return withSharedRefusals(withAnswers(whole));
};
const SCHEMES = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "fealty_COMPANY_PREFIX_SECRET",
    description:
      "A key of a machine, made under “API keys”: it may what it was made for, and no more than whoever answers for it. Cookies beside it are not read.",
  },
  session: { type: "apiKey", in: "cookie", name: "fealty.session_token", description: "A device that is signed in." },
} as const;
/** The door asks for neither, and what is one's own for a person at a device. */
const withSecurity = (routes: object): NonNullable<NonNullable<Description["paths"]>[string]> =>
  Object.fromEntries(
    Object.entries(routes).map(([method, route]: [string, { readonly operationId?: string }]) => {
      const [group] = (route.operationId ?? "").split(".");
      const security = group === "door" ? [] : group === "login" ? [{ session: [] }] : undefined;
      return [method, security === undefined ? route : { ...route, security }];
    }),
  );
/** The pattern of a route below `/api`; undefined where there is no such path. */
export const routeOf = ({ paths = {} }: Description, path: string): string | undefined =>
  Object.keys(paths).find((pattern) => asPattern(pattern).test(path));
/** Whether the page may call it: by the name under which routes are described. */
export const isCall = ({ paths = {} }: Description, name: string): boolean =>
  Object.values(paths).some((routes) =>
    Object.values(routes ?? {}).some(
      (route) => typeof route === "object" && "operationId" in route && route.operationId === name,
    ),
  );
/** The methods that a path below `/api` has, in capitals; none where there is no such path. */
export const methodsOf = ({ paths = {} }: Description, path: string): readonly string[] => {
  const known = Object.entries(paths).filter(([pattern]) => asPattern(pattern).test(path));
  const methods = known.flatMap(([, routes]) => Object.keys(routes ?? {}).map((method) => method.toUpperCase()));
  return [...new Set(methods)].sort();
};
const asPattern = (path: string): RegExp => {
  const parts = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^/api${parts.join("[^/]+")}$`);
};
const text = (name: string, where: "query" | "path", schema: object) =>
  ({ name, in: where, required: true, schema: { type: "string", ...schema } }) as const;
const PARTY = text("party", "query", { enum: ["company", "agent", "intermediary"] });
const FILE = { schema: { type: "string", format: "binary" } } as const;

const uploadPath = (refusals: Responses): Description["paths"] => ({
  "/import-files": {
    post: {
      operationId: "imports.upload",
      summary: "Takes a file up, for a preview and an import",
      parameters: [PARTY, text("name", "query", { minLength: 1, maxLength: 255 })],
      requestBody: { required: true, content: { "application/octet-stream": FILE } },
      responses: {
        ...refusals,
        "200": {
          description: "OK",
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { file: { type: "string" }, name: { type: "string" }, size: { type: "integer" } },
                required: ["file", "name", "size"],
              },
            },
          },
        },
      },
    },
  },
});
const reportPaths = (refusals: Responses): Description["paths"] =>
  Object.fromEntries(
    (["csv", "json"] as const).map((ending) => [
      `/imports/{importRunId}/report.${ending}`,
      {
        get: {
          operationId: `imports.report.${ending}`,
          summary: `Every refused row of an import, as ${ending.toUpperCase()}`,
          parameters: [
            text("importRunId", "path", { format: "uuid" }),
            PARTY,
            text("language", "query", { enum: ["zh", "en"] }),
          ],
          responses: {
            ...refusals,
            "200": { description: "OK", content: { [ending === "csv" ? "text/csv" : "application/json"]: FILE } },
          },
        },
      },
    ]),
  );
const bundlePath = (refusals: Responses): Description["paths"] => ({
  "/contracts/{number}/bundle": {
    get: {
      operationId: "records.bundle",
      summary:
        "The evidence of a contract, of a period or of a case, as one file that verifies offline; of another party than the company, what it may see",
      parameters: [
        text("number", "path", {}),
        PARTY,
        { ...text("period", "query", { maxLength: 40 }), required: false },
        { ...text("from", "query", { maxLength: 10 }), required: false },
        { ...text("until", "query", { maxLength: 10 }), required: false },
        { ...text("case", "query", { maxLength: 200 }), required: false },
      ],
      responses: { ...refusals, "200": { description: "OK", content: { "application/zip": FILE } } },
    },
  },
});
