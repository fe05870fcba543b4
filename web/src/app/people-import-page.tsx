// Clauses: C1.2
import { useState } from "react";
import { ListChoices, type ListOptions } from "../features/people/people-import.tsx";
import { type ListCalls, ListImport } from "./list-import.tsx";

const party = "company";
const CALLS: ListCalls<ListOptions> = {
  preview: (house, asked) => house.people.previewImport({ party, ...asked }),
  take: (house, asked) => house.people.import({ party, ...asked }),
};
/** A list of people into the house. */
export function PeopleImportPage() {
  const [options, setOptions] = useState<ListOptions>({ role: "agent", rename: false });
  return (
    <ListImport of="people" options={options} calls={CALLS}>
      <ListChoices options={options} set={setOptions} />
    </ListImport>
  );
}
