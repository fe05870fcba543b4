import type { ReactNode } from "react";
import { useReading } from "./reading.tsx";

/** A number or state that explains itself when it is clicked. */
export function Figure({
  of,
  children,
  label,
}: {
  readonly of: string;
  readonly children: ReactNode;
  readonly label?: string;
}) {
  const { explain, explaining } = useReading();
  return (
    <button
      type="button"
      className="figure"
      aria-label={label}
      aria-pressed={explaining === of}
      onClick={() => explain(of)}
    >
      {children}
    </button>
  );
}
/** A figure where something explains it, else the number alone. */
export function Explained({ of, children }: { readonly of: string | undefined; readonly children: ReactNode }) {
  return of === undefined ? children : <Figure of={of}>{children}</Figure>;
}
