import { createServer, request } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withTree } from "./planted.ts";
import { serveFolder } from "./serve.mjs";

const page = {
  "dist/index.html": "<p>the page</p>",
  "dist/assets/app-a1B2c3D4.js": "1",
  "dist/assets/facts.ndjson": "{}",
  "outside.txt": "not to be seen",
};

/** One request, byte for byte as written: `fetch` would tidy the path first. */
function ask(url: string, path: string, method = "GET") {
  return new Promise<{ status: number; type: string; cache: string; policy: string; body: string }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(url);
      const sent = request({ hostname, port, path, method }, (answer) => {
        let body = "";
        answer.on("data", (part) => {
          body += part;
        });
        answer.on("end", () => {
          const header = (name: string): string => String(answer.headers[name] ?? "");
          resolve({
            status: answer.statusCode ?? 0,
            type: header("content-type"),
            cache: header("cache-control"),
            policy: header("content-security-policy"),
            body,
          });
        });
      });
      sent.on("error", reject);
      sent.end();
    },
  );
}

test("files, screens of the page, and nothing else", async () => {
  await withTree(page, async (folder) => {
    const { url, close } = await serveFolder(join(folder, "dist"), 0);
    try {
      expect(new URL(url).hostname).toBe("127.0.0.1");
      expect(await ask(url, "/")).toMatchObject({ status: 200, type: "text/html; charset=utf-8", cache: "no-cache" });
      expect(await ask(url, "/contracts/HX-1")).toMatchObject({ status: 200, body: page["dist/index.html"] });
      expect(await ask(url, "/assets/app-a1B2c3D4.js")).toMatchObject({ type: "text/javascript; charset=utf-8" });
      expect((await ask(url, "/assets/app-a1B2c3D4.js")).cache).toContain("immutable");
      expect(await ask(url, "/assets/facts.ndjson?x=1")).toMatchObject({ status: 200, body: "{}" });
      expect((await ask(url, "/")).policy).toContain("connect-src 'self'");
      expect(await ask(url, "/missing.js")).toMatchObject({ status: 404 });
      expect(await ask(url, "/../outside.txt")).toMatchObject({ status: 404 });
      expect(await ask(url, "/%2e%2e/outside.txt")).toMatchObject({ status: 404 });
      expect(await ask(url, "/%ff.js")).toMatchObject({ status: 404 });
      expect(await ask(url, "/", "POST")).toMatchObject({ status: 405 });
      expect(await ask(url, "/", "HEAD")).toMatchObject({ status: 200, body: "" });
    } finally {
      await close();
    }
  });
});

test("a taken port is passed over, unless it was asked for", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  await withTree(page, async (folder) => {
    await expect(serveFolder(join(folder, "dist"), port)).rejects.toThrow(`Port ${port} is taken`);
    const first = await serveFolder(join(folder, "dist"), undefined);
    const second = await serveFolder(join(folder, "dist"), undefined);
    expect(first.url).not.toBe(second.url);
    await Promise.all([first.close(), second.close()]);
  });
  await new Promise((resolve) => taken.close(resolve));
});
