// Serves one folder of built files on loopback. A map of its files is read first, so no path can lead out of it.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".ndjson": "application/x-ndjson; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".yaml": "text/yaml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/** The page may talk to nobody but this address: what is dropped into it stays on the machine. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * @param {string} folder
 * @returns {Map<string, string>}
 */
function filesByUrl(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join("/")}`, file);
  }
  return files;
}

/**
 * @param {string} folder
 * @param {number | undefined} wantedPort exactly this one; else 7170 or the next free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveFolder(folder, wantedPort) {
  const files = filesByUrl(folder);
  const server = createServer((request, response) => answer(files, request, response));
  const port = await listen(server, wantedPort === undefined ? [7170, 7171, 7172, 7173, 7174, 0] : [wantedPort]);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Map<string, string>} files
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function answer(files, request, response) {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("content-security-policy", policy);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const path = pathOf(request.url ?? "/");
  // An address without an ending is a screen of the page, which finds its own way.
  const file =
    path === undefined ? undefined : (files.get(path) ?? (extname(path) === "" ? files.get("/index.html") : undefined));
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Nothing stands here.\n");
    return;
  }
  const body = readFileSync(file);
  const hashed = /-[\w-]{8}\.\w+$/.test(file);
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "content-length": body.length,
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * @param {string} url
 * @returns {string | undefined}
 */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

/**
 * @param {import("node:http").Server} server
 * @param {readonly number[]} ports
 * @returns {Promise<number>}
 */
async function listen(server, ports) {
  for (const port of ports) {
    const taken = await new Promise((resolve, reject) => {
      server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
        error.code === "EADDRINUSE" ? resolve(true) : reject(error),
      );
      server.listen(port, "127.0.0.1", () => resolve(false));
    });
    if (taken) continue;
    server.removeAllListeners("error");
    const address = server.address();
    if (address !== null && typeof address === "object") return address.port;
  }
  throw new Error(`Port ${ports.join(", ")} is taken on 127.0.0.1.`);
}
