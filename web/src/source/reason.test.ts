import { expect, test } from "vitest";
import { reasonOf, wholeAnswer } from "./reason.ts";

const answer = (body: BodyInit, status = 200, type = "application/json") =>
  wholeAnswer(new Response(body, { status, headers: { "content-type": type } }));
const told = (given: Promise<Response>) =>
  given.then((one) => one.text()).catch((error: unknown) => reasonOf(error, "zh"));
/** A house that is killed in the middle of its answer. */
const brokenOff = () => {
  const begun = new TextEncoder().encode('{"json":');
  let pieces = 0;
  return new ReadableStream({
    pull: (controller) =>
      pieces++ === 0 ? controller.enqueue(begun) : controller.error(new TypeError("network error")),
  });
};
test("C7.1: what is no answer of the house is told as its silence, in the reader's language", async () => {
  const silent = "服务器没有应答。它可能已停止，或者网络中断。";
  expect(await told(answer(brokenOff()))).toBe(silent);
  expect(await told(answer("<h1>502 Bad Gateway</h1>", 502, "text/html"))).toBe(silent);
  expect(await told(answer("<h1>Sign in to the network</h1>", 200, "text/html"))).toBe(silent);
  expect(await told(answer('{"error":"upstream"}', 503))).toBe(silent);
});
test("C7.1: an answer or a refusal of the house stays as it is", async () => {
  const refusal = '{"json":{"code":"BUSY","status":503,"data":{"text":{"zh":"忙","en":"busy"}}}}';
  expect(await told(answer(refusal, 503))).toBe(refusal);
  expect(await told(answer('{"json":null}'))).toBe('{"json":null}');
});
