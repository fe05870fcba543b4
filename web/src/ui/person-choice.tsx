// Clauses: C1.2
import Select from "antd/es/select";
import { useEffect, useState } from "react";
import type { HouseClient, ListedPerson, RoleName } from "../source/house-client.ts";

const MOST = 20;
const WAIT_MS = 150;

/** Somebody of the company, found by code, characters, pinyin or initials; the value is the code. */
export function PersonChoice({
  house,
  value,
  only,
  label,
  known = [],
  change,
  ...described
}: {
  readonly house: HouseClient;
  readonly value: string | undefined;
  /** Only people who have this role now. */
  readonly only?: RoleName;
  /** What stands in it while nobody is chosen; it names the control where no field does. */
  readonly label: string;
  /** People whose names are known already, so that a chosen code is shown with its name. */
  readonly known?: readonly { readonly code: string; readonly name: string }[];
  readonly change: (code: string | undefined) => void;
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
}) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Pick<ListedPerson, "code" | "name">[]>([]);
  useEffect(() => {
    let current = true;
    const asking = setTimeout(() => {
      house.people
        .list({ party: "company", limit: MOST, ...(only ? { role: only } : {}), ...(text ? { text } : {}) })
        .then(
          ({ rows }) => current && setFound(rows),
          () => current && setFound([]),
        );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(asking);
    };
  }, [house, text, only]);
  const shown = [...found, ...known.filter(({ code }) => !found.some((one) => one.code === code))];
  const listed = text === "" ? shown : found;
  return (
    <Select
      {...described}
      // In a field the label that everybody sees names it.
      {...(described.id === undefined ? { "aria-label": label } : {})}
      placeholder={label}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
      value={value ?? null}
      onChange={(code: string | null) => change(code ?? undefined)}
      options={listed.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      notFoundContent={null}
    />
  );
}
