import Checkbox from "antd/es/checkbox";
import { useId } from "react";

/** A checkbox over the form's whole width, with what it means or what is wrong with it under it. */
export function CheckField({
  label,
  hint,
  fault,
  checked,
  change,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
}) {
  const told = useId();
  const text = fault ?? hint;
  return (
    <div className="whole">
      <Checkbox
        {...(text === undefined ? {} : { "aria-describedby": told })}
        checked={checked}
        onChange={(event) => change(event.target.checked)}
      >
        {label}
      </Checkbox>
      {text === undefined ? null : (
        <div id={told} className={fault === undefined ? "quiet" : "fault"}>
          {text}
        </div>
      )}
    </div>
  );
}
