// npm start [-- --port N]: all set-up, then the page on loopback.
import { SetupRefusal, say } from "./house.mjs";
import { serveFolder } from "./serve.mjs";
import { buildPage, hasPage, main, pageFolder, setUp } from "./setup.mjs";

/** @param {readonly string[]} args */
function askedPort(args) {
  const at = args.indexOf("--port");
  const text = at === -1 ? process.env.PORT : args[at + 1];
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new SetupRefusal(`${text} is not a port. Example: npm start -- --port 7200`);
}

await main(async () => {
  const port = askedPort(process.argv.slice(2));
  await setUp();
  if (!hasPage()) throw new SetupRefusal("web/index.html is missing: this clone has no page to show.");
  if (!(await buildPage())) throw new SetupRefusal("The page could not be built; the reason stands above.");
  const { url, close } = await serveFolder(pageFolder, port).catch((error) => {
    throw new SetupRefusal(error.message);
  });
  say(
    `\nFealty is at ${url}\nIt runs in the browser alone; files you drop into it stay on this machine. Ctrl+C ends it.`,
  );
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => close().then(() => process.exit(0)));
});
