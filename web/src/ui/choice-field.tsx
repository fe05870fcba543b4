import Select from "antd/es/select";
import { Field } from "./field.tsx";

/** One of a few, by its name. */
export function ChoiceField<Value extends string>({
  value,
  change,
  options,
  ...told
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly value: Value;
  readonly change: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}) {
  return (
    <Field {...told}>
      {(control) => (
        <Select<Value>
          {...control}
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
          value={value}
          onChange={change}
          options={[...options]}
        />
      )}
    </Field>
  );
}
