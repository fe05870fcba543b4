import { useNavigate } from "@tanstack/react-router";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileSection } from "../features/files/file-section.tsx";
import type { OpenResult } from "../source/contract-source.ts";
import { BroughtFiles } from "./brought-files.ts";
import { HouseContext } from "./house-context.tsx";
import { ElsewhereLink } from "./not-found.tsx";
import { useProgress, useSource } from "./source-context.tsx";
import { useTitle } from "./use-title.ts";

export function OpenPage() {
  const { t, i18n } = useTranslation();
  useTitle(t("openFiles"));
  const navigate = useNavigate();
  const source = useSource();
  const [result, setResult] = useState<OpenResult>();
  return (
    <main id="main" tabIndex={-1}>
      <FileSection
        brought={useContext(BroughtFiles)}
        open={async (files) => setResult(await source.open(files, i18n.language === "en" ? "en" : "zh"))}
        result={result}
        progress={useProgress()}
        served={useContext(HouseContext) !== undefined}
        show={(id) => void navigate({ to: "/contracts/$id/{-$section}", params: { id, section: undefined } })}
      />
      <p className="quiet pad" style={{ textAlign: "center" }}>
        <ElsewhereLink />
      </p>
    </main>
  );
}
