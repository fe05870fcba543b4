import Input from "antd/es/input";
import type { ReactNode } from "react";
import { Field } from "./field.tsx";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly disabled?: boolean;
  /** Stands below the control. */
  readonly children?: ReactNode;
}
export function TextField({
  value,
  change,
  placeholder,
  disabled = false,
  children,
  ...told
}: Props & {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly placeholder?: string | undefined;
}) {
  return (
    <Field {...told}>
      {(control) => (
        <>
          <Input
            {...control}
            {...(placeholder === undefined ? {} : { placeholder })}
            disabled={disabled}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
          {children}
        </>
      )}
    </Field>
  );
}
/** A longer text of one paragraph, which the house takes without line ends. */
export function ParagraphField({
  value,
  change,
  ...told
}: Omit<Props, "disabled" | "children"> & { readonly value: string; readonly change: (value: string) => void }) {
  return (
    <Field {...told}>
      {(control) => (
        <Input.TextArea
          {...control}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={value}
          onChange={(event) => change(event.target.value.replace(/\s*\n\s*/g, " "))}
        />
      )}
    </Field>
  );
}
/** A day as `2026-07-01`, with a time `2026-07-01T10:00`; undefined while none is chosen. */
export function DayField({
  value,
  change,
  min,
  withTime = false,
  disabled = false,
  children,
  ...told
}: Props & {
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
  readonly min?: string;
  readonly withTime?: boolean;
}) {
  return (
    <Field {...told}>
      {(control) => (
        <>
          <Input
            {...control}
            type={withTime ? "datetime-local" : "date"}
            {...(min === undefined ? {} : { min })}
            disabled={disabled}
            value={value ?? ""}
            onChange={(event) => change(event.target.value === "" ? undefined : event.target.value)}
          />
          {children}
        </>
      )}
    </Field>
  );
}
