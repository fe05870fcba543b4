import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutMembers } from "./json-members.ts";

test("C7.1: a member goes and every other byte stays", () => {
  const line = '{"id":"a", "n\\u0061me" : "王\\"}芳" ,"amount":100.10,"more":{"name":"x","list":[1,{"name":2}]} }';
  expect(withoutMembers(line, ["name", "phone"])).toBe(
    '{"id":"a","amount":100.10,"more":{"name":"x","list":[1,{"name":2}]}}',
  );
  expect(withoutMembers('{"name":"x"}', ["name"])).toBe("{}");
  expect(withoutMembers('{"id":"a"}', ["name"])).toBe('{"id":"a"}');
  expect(withoutMembers('{"id":"a","fields":{"name":"x","tier":"b"}}', ["name"], "fields")).toBe(
    '{"id":"a","fields":{"tier":"b"}}',
  );
  expect(withoutMembers('{"id":"a","fields":"name"}', ["name"], "fields")).toBe('{"id":"a","fields":"name"}');
});
test("C7.1: of any object the same is left as without those members", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(fc.constant("name"), fc.string()), fc.jsonValue()),
      fc.boolean(),
      (given, wide) => {
        // What cannot stand in JSON does not come in.
        const value = JSON.parse(JSON.stringify({ ...given })) as Record<string, unknown>;
        const { name: _, ...rest } = value;
        expect(JSON.parse(withoutMembers(JSON.stringify(value, null, wide ? 2 : 0), ["name"]))).toEqual(rest);
      },
    ),
  );
});
