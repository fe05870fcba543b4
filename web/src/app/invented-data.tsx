// Clauses: N1
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { InventedContext } from "../ui/export/invented.ts";
import { useCompany } from "./house-context.tsx";

/** What is taken away from a demonstration is marked; a file that was opened on this machine is not the company's. */
export function InventedData({ children }: { readonly children: ReactNode }) {
  const { id = "" } = useParams({ strict: false }) as { readonly id?: string };
  const invented = useCompany()?.demonstration === true && !id.startsWith("local-");
  return <InventedContext value={invented}>{children}</InventedContext>;
}
