import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { HouseContext } from "./app/house-context.tsx";
import { makeRouter } from "./app/router.tsx";
import { SourceContext } from "./app/source-context.tsx";
import { firstLanguage, setUpTexts } from "./i18n/setup.ts";
import { hasHouse, houseClient } from "./source/house-client.ts";
import { openServedSource } from "./source/served-source.ts";
import { openWorkerSource } from "./source/worker-source.ts";
import { ThemeRoot } from "./ui/theme.tsx";
import "./ui/base.css";
import "./ui/print.css";

setUpTexts(firstLanguage());
const local = openWorkerSource();
const house = hasHouse() ? houseClient() : undefined;
// Without a house the engine begins at once, while the page is still being drawn.
if (!house) void local.contracts();
const source = house ? openServedSource(house, local) : local;
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
