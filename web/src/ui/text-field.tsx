import Input from "antd/es/input";
import { Field } from "./field.tsx";

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
}
export function TextField({
  value,
  change,
  ...told
}: Props & { readonly value: string; readonly change: (value: string) => void }) {
  return (
    <Field {...told}>
      {(control) => <Input {...control} value={value} onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}
/** A day as `2026-07-01`; undefined while none is chosen. */
export function DayField({
  value,
  change,
  min,
  ...told
}: Props & {
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
  readonly min?: string;
}) {
  return (
    <Field {...told}>
      {(control) => (
        <Input
          {...control}
          type="date"
          {...(min === undefined ? {} : { min })}
          value={value ?? ""}
          onChange={(event) => change(event.target.value === "" ? undefined : event.target.value)}
        />
      )}
    </Field>
  );
}
