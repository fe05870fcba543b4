// Clauses: N1
// What oRPC's generator leaves out of `/openapi.json`: answers whose form is a type, and refusals written once for all routes.
import type { OpenAPIGenerator } from "@orpc/openapi";
import answers from "./answers.json" with { type: "json" };

export type Description = Awaited<ReturnType<OpenAPIGenerator["generate"]>>;

interface Response {
  readonly content?: Record<string, { readonly schema?: object }>;
}
interface Route {
  readonly operationId?: string;
  readonly responses?: Record<string, Response | { readonly $ref: string }>;
}
type Paths = NonNullable<Description["paths"]>;

const eachRoute = (paths: Paths, change: (route: Route) => Route): Paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, routes]) => [
      path,
      Object.fromEntries(Object.entries(routes ?? {}).map(([method, route]) => [method, change(route as Route)])),
    ]),
  ) as Paths;
/** With the forms of answers as `tools/make-answers.ts` has read them off the types. */
export const withAnswers = (described: Description): Description => ({
  ...described,
  components: {
    ...described.components,
    schemas: { ...described.components?.schemas, ...(answers.schemas as object) },
  },
  paths: eachRoute(described.paths ?? {}, (route) => {
    const schema = (answers.answers as Record<string, object>)[route.operationId ?? ""];
    const responses = schema && { 200: { description: "OK", content: { "application/json": { schema } } } };
    return { ...route, responses: { ...route.responses, ...responses } };
  }),
});
/** A refusal that several routes have stands once, by its status and the codes of its errors. */
export const withSharedRefusals = (described: Description): Description => {
  const names = new Map<string, string>();
  const shared: Record<string, Response> = {};
  const refer = (status: string, response: Response): { readonly $ref: string } => {
    const written = JSON.stringify(response);
    let name = names.get(written);
    if (name === undefined) {
      const codes = [...new Set([...written.matchAll(/"code":\{"const":"([A-Z_]+)"/g)].map(([, code]) => code))];
      const plain = [status, ...codes].join("-");
      name = Object.hasOwn(shared, plain) ? `${plain}-${names.size}` : plain;
      names.set(written, name);
      shared[name] = response;
    }
    return { $ref: `#/components/responses/${name}` };
  };
  const paths = eachRoute(described.paths ?? {}, (route) => ({
    ...route,
    responses: Object.fromEntries(
      Object.entries(route.responses ?? {}).map(([status, response]) => [
        status,
        status === "200" || "$ref" in response ? response : refer(status, response as Response),
      ]),
    ),
  }));
  const responses = { ...described.components?.responses, ...shared } as NonNullable<
    NonNullable<Description["components"]>["responses"]
  >;
  return { ...described, components: { ...described.components, responses }, paths };
};
