import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HouseContext } from "./app/house-context.tsx";
import { makeRouter } from "./app/router.tsx";
import { SourceContext } from "./app/source-context.tsx";
import { firstLanguage, setUpTexts } from "./i18n/setup.ts";
import { hasHouse } from "./source/has-house.ts";
import { mendOldBrowser } from "./source/old-browsers.ts";
import { openWorkerSource } from "./source/worker-source.ts";
import { ThemeRoot } from "./ui/theme.tsx";
import "./ui/base.css";
import "./ui/print.css";

const local = openWorkerSource();
// Without a house the engine begins at once, while the page is still being drawn.
if (!hasHouse()) void local.contracts();
// Awaited in a function: what stands outermost in a module cannot wait in an old browser.
const begin = async (): Promise<void> => {
  await mendOldBrowser();
  const [{ house, source }] = await Promise.all([
    hasHouse()
      ? import("./source/house.ts").then((part) => part.openHouse(local))
      : { house: undefined, source: local },
    setUpTexts(firstLanguage()),
  ]);
  const router = makeRouter(house !== undefined);
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <ThemeRoot>
        <HouseContext value={house}>
          <SourceContext value={source}>
            <RouterProvider router={router} />
          </SourceContext>
        </HouseContext>
      </ThemeRoot>
    </StrictMode>,
  );
};
void begin();
