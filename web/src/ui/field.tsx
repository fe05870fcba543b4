import { type ReactNode, useId } from "react";

/** A labelled control with what is wrong with it under it, read out together. */
export function Field({
  label,
  hint,
  fault,
  children,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  /** Puts the two ids on its control: its own, and that of what describes it. */
  readonly children: (control: {
    readonly id: string;
    readonly "aria-describedby": string;
    readonly "aria-invalid": boolean;
  }) => ReactNode;
}) {
  const id = useId();
  const told = `${id}-told`;
  return (
    <div className={fault === undefined ? "field" : "field wrong"}>
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-describedby": told, "aria-invalid": fault !== undefined })}
      <div id={told} className={fault === undefined ? "quiet" : "fault"}>
        {fault ?? hint}
      </div>
    </div>
  );
}
