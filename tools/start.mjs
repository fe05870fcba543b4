// npm start [-- --port N]: all set-up, then the house on loopback: database, page and API, with the demonstration company.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { ownNode, root, SetupRefusal } from "./house.mjs";
import { buildPage, hasPage, main, setUp } from "./setup.mjs";

/** @param {readonly string[]} args */
function askedPort(args) {
  const at = args.indexOf("--port");
  const text = at === -1 ? process.env.PORT : args[at + 1];
  if (text === undefined || text === "") return [];
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return ["--port", String(port)];
  throw new SetupRefusal(`${text} is not a port. Example: npm start -- --port 7200`);
}

/** What is not known is refused before anything is set up: a word that nobody reads would be taken for done. */
function refuseUnknown(/** @type {readonly string[]} */ args) {
  const unknown = args.find((word, index) => word !== "--port" && args[index - 1] !== "--port");
  if (unknown === undefined) return;
  throw new SetupRefusal(
    `npm start does not know ${unknown}. It knows --port N, for example npm start -- --port 7200. The page alone, without a house, is what npx vite web shows.`,
  );
}

/**
 * A port that was asked for and is taken is told before minutes of set-up; whoever takes it meanwhile is told by the house.
 * @param {readonly string[]} asked
 */
async function refuseTaken([, port = "0"]) {
  const server = createServer();
  const taken = await new Promise((resolve) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === "EADDRINUSE"));
    server.listen(Number(port), "127.0.0.1", () => resolve(false));
  });
  server.close();
  if (taken) throw new SetupRefusal(`Port ${port} is taken. Choose another, for example npm start -- --port 7200.`);
}

await main(async () => {
  refuseUnknown(process.argv.slice(2));
  const port = askedPort(process.argv.slice(2));
  await refuseTaken(port);
  await setUp();
  if (!hasPage()) throw new SetupRefusal("web/index.html is missing: this clone has no page to show.");
  if (!(await buildPage())) throw new SetupRefusal("The page could not be built; the reason stands above.");
  const program = join(root, "app/bin/fealty.mjs");
  const house = spawn(ownNode(), [program, "serve", "--demo", "full", ...port], { stdio: "inherit", cwd: root });
  // Ctrl+C and a signal to the group reach the child by themselves; one to this process alone is handed on, as the signal that
  // the house may get twice: a second SIGINT ends it at once, before it has stopped its database.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => house.kill("SIGTERM"));
  process.exitCode = await new Promise((resolve) => house.once("close", (code) => resolve(code ?? 1)));
});
