// Clauses: C1.2
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../source/house-client.ts";

export type Branches = Organisation["branches"];

/** A branch by its name; the value is its code. */
export function BranchChoice({
  branches,
  placeholder,
  value,
  change,
  ...described
}: {
  readonly branches: Branches;
  /** What stands in it while none is chosen; it names the control where no field does. */
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly change: (code: string | undefined) => void;
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
}) {
  const { i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  return (
    <Select
      {...described}
      {...(described.id === undefined ? { "aria-label": placeholder } : {})}
      allowClear
      placeholder={placeholder}
      getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
      value={value ?? null}
      onChange={(branch: string | null) => change(branch ?? undefined)}
      options={branches.map(({ code, name }) => ({ value: code, label: name[language] || name.zh }))}
    />
  );
}
export const branchName = (code: string | undefined, branches: Branches, language: "zh" | "en"): string => {
  const name = branches.find((one) => one.code === code)?.name;
  return name ? name[language] || name.zh : (code ?? "");
};
