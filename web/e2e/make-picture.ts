// Writes docs/picture.png, the picture of the README: `npx tsx web/e2e/make-picture.ts`.
import { fileURLToPath } from "node:url";
import { startHouse } from "./browser.ts";

const house = await startHouse();
const { page, troubles } = await house.open("/contracts/HX-2026-0001/C3.2?explain=C3.2/nps@2026-Q3", {
  width: 1440,
  height: 900,
  lang: "en",
});
if (troubles.length > 0) throw new Error(troubles.join("\n"));
await page.screenshot({ path: fileURLToPath(new URL("../../docs/picture.png", import.meta.url)) });
await house.close();
