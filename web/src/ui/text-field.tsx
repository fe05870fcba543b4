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
/** A day as `2026-07-01`; undefined while none is chosen. */
export function DayField({
  value,
  change,
  min,
  disabled = false,
  children,
  ...told
}: Props & {
  readonly value: string | undefined;
  readonly change: (value: string | undefined) => void;
  readonly min?: string;
}) {
  return (
    <Field {...told}>
      {(control) => (
        <>
          <Input
            {...control}
            type="date"
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
