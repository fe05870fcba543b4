// Clauses: N1
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { cookieOf, servedForFile } from "./served-house.ts";

const served = servedForFile();
interface Route {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>;
}
type Described = {
  readonly paths: Record<string, Record<string, Route>>;
  readonly components: Record<"schemas" | "responses", Record<string, object>>;
};
let described: Described;
/** Of the description's components; references lead there. */
let validator: (schema: object) => ValidateFunction;
beforeAll(async () => {
  described = (await (await served.ask("openapi.json")).json()) as Described;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "described", components: described.components });
  const absolute = (schema: object) => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"described#/')) as object;
  validator = (schema) => ajv.compile(absolute(schema));
});
const answerOf = (path: string, method: string): object | undefined =>
  described.paths[path]?.[method]?.responses[200]?.content?.["application/json"]?.schema;
const faultsOf = (schema: object, answer: unknown): readonly string[] => {
  const validate = validator(schema);
  return validate(answer)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const NUMBER = "HX-YS-007";
/** What routes are asked with; where several parties may ask, as each of them. */
const ASKED: readonly (readonly [path: string, values?: Record<string, string>, person?: string])[] = [
  ["/door"],
  ...["/permissions", "/resets", "/activity", "/company/today", "/import-mappings", "/imports", "/people"].map(
    (path) => [path] as const,
  ),
  ...["/organisation", "/customers", "/customer-requests", "/privacy-notices", "/incidents", "/retention"].map(
    (path) => [path] as const,
  ),
  ...["/outbox", "/api-keys", "/webhooks", "/rules", "/licences", "/contracts", "/processing-register"].map(
    (path) => [path] as const,
  ),
  ["/company"],
  ["/people/{person}", { person: "S01" }],
  ["/customers/{customer}", { customer: "K0001" }],
  ["/people/{person}/licences", { person: "A001" }],
  ...["/own-customers", "/own-licences", "/lasting-views", "/own-teams"].map(
    (path) => [path, { party: "agent" }, "A006"] as const,
  ),
  ...["", "/record", "/letters"].map((path) => [`/contracts/{number}${path}`] as const),
  ...["view", "digest", "marks"].flatMap((path) =>
    ["company", "agent", "intermediary"].map(
      (party) => [`/contracts/{number}/${path}`, { party, language: "en" }, party === "company" ? "S01" : ""] as const,
    ),
  ),
];
describe("what the description of the routes says of answers", () => {
  test("N1: every answer is described, and the description is whole", () => {
    const bare = Object.entries(described.paths).flatMap(([path, routes]) =>
      Object.entries(routes).flatMap(([method, { responses }]) => {
        const { content } = responses[200]!;
        const schema = content?.["application/json"]?.schema;
        const said = JSON.stringify(schema ?? content);
        return said === undefined || said === "{}" || said.includes('"anyOf":[{},') ? [`${method} ${path}`] : [];
      }),
    );
    expect(bare).toEqual([]);
    for (const [, reference] of JSON.stringify(described).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)) {
      const [kind, name] = reference!.split("/") as ["schemas", string];
      expect(described.components[kind]?.[name], reference).toBeDefined();
    }
  });
  test("N1: what the demonstration answers is as described", async () => {
    const contract = { number: NUMBER, party: "company", language: "zh" };
    const wrong: object[] = [];
    const cookies = new Map<string, string>();
    for (const [path, values = {}, person = "S01"] of ASKED) {
      if (person !== "" && !cookies.has(person)) cookies.set(person, await cookieOf(served.running.url, person));
      const cookie = cookies.get(person === "" ? "S01" : person)!;
      const known: Record<string, string> = { ...contract, ...values };
      const wanted = (described.paths[path]!.get!.parameters ?? []).filter(({ name }) => known[name] !== undefined);
      const query = new URLSearchParams(
        wanted.filter(({ name }) => !path.includes(`{${name}}`)).map(({ name }) => [name, known[name]!]),
      );
      const asked = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name]!);
      const response = await fetch(`${served.running.url}api${asked}?${query}`, { headers: { cookie } });
      const answer: unknown = await response.json();
      if (!response.ok) wrong.push({ asked, query: String(query), answer });
      else wrong.push(...faultsOf(answerOf(path, "get")!, answer).map((fault) => ({ asked, fault })));
    }
    expect(wrong).toEqual([]);
  });
  test("N1: so are explanations, their recomputation and the timeline; an answer with a field of another kind is seen", async () => {
    const post = async (path: string, body: object): Promise<unknown> =>
      (
        await served.ask(`api/contracts/${NUMBER}/${path}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ party: "company", language: "zh", ...body }),
        })
      ).json();
    const view = (await (await served.ask(`api/contracts/${NUMBER}/view?party=company&language=zh`)).json()) as {
      statements: readonly { ref: string }[];
      metrics: readonly { ref?: string }[];
    };
    const schemaOf = (path: string) => answerOf(`/contracts/{number}/${path}`, "post")!;
    expect(faultsOf(schemaOf("timeline"), await post("timeline", { limit: 200 }))).toEqual([]);
    for (const { ref } of view.statements.slice(0, 3))
      for (const path of ["explain", "recompute"])
        expect([path, ref, faultsOf(schemaOf(path), await post(path, { ref }))]).toEqual([path, ref, []]);
    expect(faultsOf(answerOf("/contracts/{number}/view", "get")!, { ...view, statements: "none" })).not.toEqual([]);
  });
});
