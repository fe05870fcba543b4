import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The page, told that a house stands behind it: opened without one it runs in the browser alone. */
export const pageWith = (folder: string) => (): string =>
  readFileSync(join(folder, "index.html"), "utf8").replace(
    "<head>",
    '<head>\n    <meta name="fealty-house" content="served" />',
  );
