// Clauses: N1
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { InventedContext } from "../ui/export/invented.ts";
import { useCompany } from "./house-context.tsx";

/** What is taken away from a demonstration is marked, on paper each page; a file that was opened on this machine is not the company's. */
export function InventedData({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const invented = useCompany()?.demonstration === true && !id.startsWith("local-");
  return (
    <InventedContext value={invented}>
      {invented ? (
        <style>{`@page { @top-right { content: ${JSON.stringify(t("house.demo"))}; font: 8pt sans-serif; color: #333 } }`}</style>
      ) : null}
      {children}
    </InventedContext>
  );
}
