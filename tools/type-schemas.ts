// JSON Schema of what a TypeScript type looks like in JSON, read off the compiler itself.
import {
  API,
  type Checker,
  type Project,
  type Type,
  TypeFlags,
  type Symbol as TypeSymbol,
} from "typescript/unstable/sync";

export type JsonSchema = {
  [key: string]:
    | JsonSchema
    | readonly JsonSchema[]
    | string
    | number
    | boolean
    | null
    | readonly (string | number | boolean | null)[];
};
export interface TypeSchemas {
  /** The schema of what stands at `path` in an exported value of `file`; fields that TypeScript leaves open are passed through. */
  readonly at: (file: string, name: string, path: readonly string[]) => JsonSchema;
  /** Types that have a name, to which the schemas refer below `#/components/schemas/`. */
  readonly named: () => Record<string, JsonSchema>;
  readonly close: () => void;
}
const PRIMITIVES = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BooleanLike | TypeFlags.BigIntLike;
const has = (type: Type, flags: number): boolean => (type.flags & flags) !== 0;

/** @param config absolute path of a tsconfig.json */
export const typeSchemas = (config: string): TypeSchemas => {
  const api = new API();
  const project = api.updateSnapshot({ openProjects: [config] }).getProjects()[0]!;
  const writer = writerOn(project);
  return {
    at: (file, name, path) => writer.schemaOf(typeAt(project, file, [name, ...path]), [...path]),
    named: writer.named,
    close: () => api.close(),
  };
};
const typeAt = ({ program, checker }: Project, file: string, [name, ...path]: readonly string[]): Type => {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module && checker.getExportsOfModule(module).find((one) => one.name === name);
  if (exported === undefined) throw new Error(`${file} exports no ${name}`);
  return path.reduce((type, part) => propertyOf(checker, type, part), checker.getTypeOfSymbol(exported)!);
};
const propertyOf = (checker: Checker, type: Type, name: string): Type => {
  const property = checker.getPropertyOfType(checker.getNonNullableType(type) ?? type, name);
  if (property === undefined) throw new Error(`${checker.typeToString(type).slice(0, 200)} has no ${name}`);
  return checker.getTypeOfSymbol(property)!;
};
const writerOn = ({ checker }: Project) => {
  const named = new Map<string, { readonly id: number; schema: JsonSchema }>();
  const schemaOf = (type: Type, path: readonly string[]): JsonSchema => {
    if (has(type, TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (has(type, TypeFlags.Null)) return { type: "null" };
    if (type.isLiteralType()) return { const: type.value as string | number | boolean };
    if (has(type, TypeFlags.StringLike)) return { type: "string" };
    if (has(type, TypeFlags.NumberLike)) return { type: "number" };
    if (has(type, TypeFlags.BooleanLike)) return { type: "boolean" };
    // So the serializer writes it.
    if (has(type, TypeFlags.BigIntLike)) return { type: "string", pattern: "^-?[0-9]+$" };
    if (type.isUnionType()) return unionOf(type.getTypes(), path);
    if (type.isIntersectionType()) {
      // A brand is in the types alone.
      const plain = type.getTypes().find((part) => has(part, PRIMITIVES));
      if (plain) return brandOf(type, schemaOf(plain, path));
    }
    if (checker.isTupleType(type)) return tupleOf(type, path);
    if (checker.isArrayType(type)) return { type: "array", items: schemaOf(argumentsOf(type)[0]!, [...path, "[]"]) };
    if (!has(type, TypeFlags.Object | TypeFlags.Intersection)) throw unfit(type, path);
    return objectOf(type, path);
  };
  const brandOf = (type: Type, plain: JsonSchema): JsonSchema => {
    const alias = type.getAliasSymbol();
    if (alias === undefined || type.getAliasTypeArguments().length > 0) return plain;
    if (!named.has(alias.name)) named.set(alias.name, { id: type.id, schema: withWords(plain, alias) });
    return { $ref: `#/components/schemas/${alias.name}` };
  };
  const withWords = (schema: JsonSchema, symbol: TypeSymbol): JsonSchema => {
    const description = checker.getDocumentationCommentOfSymbol(symbol).replaceAll(/\s+/g, " ").trim();
    return description === "" ? schema : { ...schema, description };
  };
  const unfit = (type: Type, path: readonly string[]): Error =>
    new Error(`${path.join(".")}: ${checker.typeToString(type).slice(0, 200)} has no place in JSON`);
  const argumentsOf = (type: Type): readonly Type[] => (type.isTypeReference() ? checker.getTypeArguments(type) : []);
  const tupleOf = (type: Type, path: readonly string[]): JsonSchema => {
    const items = argumentsOf(type).map((item, at) => schemaOf(item, [...path, String(at)]));
    return { type: "array", prefixItems: items, minItems: items.length, maxItems: items.length };
  };
  const unionOf = (all: readonly Type[], path: readonly string[]): JsonSchema => {
    const parts = all.filter((part) => !has(part, TypeFlags.Undefined | TypeFlags.Void));
    const values = parts.flatMap((part) => (part.isLiteralType() ? [part.value as string | number | boolean] : []));
    const bothBooleans = values.includes(true) && values.includes(false);
    const rest = values.filter((value) => !(bothBooleans && typeof value === "boolean"));
    const schemas: JsonSchema[] = [
      ...(rest.length === 1 ? [{ const: rest[0]! }] : rest.length > 1 ? [{ enum: sorted(rest) }] : []),
      ...(bothBooleans ? [{ type: "boolean" }] : []),
      ...parts.filter((part) => !part.isLiteralType()).map((part) => schemaOf(part, path)),
    ];
    // In an order of its own: that of the compiler hangs on what it met before.
    const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, schema]) => schema);
    return different.length === 1 ? different[0]! : { anyOf: different };
  };
  const objectOf = (type: Type, path: readonly string[]): JsonSchema => {
    const name = nameOf(type);
    if (name === undefined) return membersOf(type, path);
    const known = named.get(name);
    // Two types of one name: the second stands where it is used.
    if (known && known.id !== type.id) return membersOf(type, path);
    if (known === undefined) {
      const kept = { id: type.id, schema: {} as JsonSchema };
      named.set(name, kept);
      kept.schema = membersOf(type, [...path, name]);
    }
    return { $ref: `#/components/schemas/${name}` };
  };
  /** Interfaces and aliases without parameters; what is spelled out on the spot has no name. */
  const nameOf = (type: Type): string | undefined => {
    if (type.getAliasTypeArguments().length > 0 || argumentsOf(type).length > 0) return undefined;
    const symbol = type.getAliasSymbol() ?? type.getSymbol();
    return symbol !== undefined && /^[A-Z]/.test(symbol.name) ? symbol.name : undefined;
  };
  const membersOf = (type: Type, path: readonly string[]): JsonSchema => {
    if (path.length > 80) throw new Error(`${path.join(".")}: a type without a name holds itself`);
    if (checker.getSignaturesOfType(type, 0).length > 0) throw unfit(type, path);
    const members = checker.getPropertiesOfType(type).flatMap((symbol) => memberOf(symbol, path));
    const [index] = checker.getIndexInfosOfType(type);
    const required = members.flatMap(({ name, optional }) => (optional ? [] : [name]));
    return {
      type: "object",
      ...(members.length === 0
        ? {}
        : { properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])) }),
      ...(required.length === 0 ? {} : { required }),
      ...(index === undefined ? {} : { additionalProperties: schemaOf(index.valueType, [...path, "*"]) }),
    };
  };
  const memberOf = (symbol: TypeSymbol, path: readonly string[]) => {
    const type = checker.getTypeOfSymbol(symbol)!;
    const parts = type.isUnionType() ? type.getTypes() : [type];
    // In one form of several a field may be what never is there.
    if (parts.every((part) => has(part, TypeFlags.Undefined))) return [];
    const optional = parts.some((part) => has(part, TypeFlags.Undefined | TypeFlags.Any | TypeFlags.Unknown));
    return [{ name: symbol.name, optional, schema: withWords(schemaOf(type, [...path, symbol.name]), symbol) }];
  };
  return {
    schemaOf,
    named: () =>
      Object.fromEntries(
        [...named].map(([name, { schema }]) => [name, schema] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
  };
};
const sorted = <Value extends string | number | boolean>(values: readonly Value[]): Value[] =>
  [...values].sort((a, b) => (String(a) < String(b) ? -1 : 1));
