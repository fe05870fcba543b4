import { expect, test } from "vitest";
import { piecesOf, plainText } from "./clause-text.ts";

const printed = {
  term: (id: string) => ({ nps: "净推荐值" })[id],
  param: (id: string) => ({ target: "30" })[id],
  figure: (id: string) => ({ "calendar.hours": "9时至18时" })[id],
};
test("C1.1: a text is cut into words, terms and figures, paragraph by paragraph", () => {
  expect(piecesOf("1 [[nps]]不低于{{target}}。\n\n2 完。", printed)).toEqual([
    [
      { kind: "words", text: "1 " },
      { kind: "term", id: "nps", text: "净推荐值" },
      { kind: "words", text: "不低于" },
      { kind: "param", id: "target", text: "30" },
      { kind: "words", text: "。" },
    ],
    [{ kind: "words", text: "2 完。" }],
  ]);
});
test("C1.1: what the version does not know stands as it was written", () => {
  expect(piecesOf("[[gone]]与{{gone}}", printed).map(plainText)).toEqual(["[[gone]]与{{gone}}"]);
});
