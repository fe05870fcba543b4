import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeRouter } from "./app/router.tsx";
import { SourceContext } from "./app/source-context.tsx";
import { firstLanguage, setUpTexts } from "./i18n/setup.ts";
import { openWorkerSource } from "./source/worker-source.ts";
import { ThemeRoot } from "./ui/theme.tsx";
import "./ui/base.css";
import "./ui/print.css";

setUpTexts(firstLanguage());
const source = openWorkerSource();
// The engine begins at once, while the page is still being drawn.
void source.contracts();
const router = makeRouter();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <ThemeRoot>
      <SourceContext value={source}>
        <RouterProvider router={router} />
      </SourceContext>
    </ThemeRoot>
  </StrictMode>,
);
