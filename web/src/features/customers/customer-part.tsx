// Clauses: C7.1
import Button from "antd/es/button";
import { type ReactNode, useState } from "react";
import type { CustomerRead, HouseClient } from "../../source/house-client.ts";

/** What a part of a customer's page needs to tell and to change. */
export interface PartProps {
  readonly house: HouseClient;
  readonly customer: CustomerRead;
  readonly changed: () => void;
}
/** What a form needs that opens and closes in its part. */
export interface Closing extends PartProps {
  readonly done: () => void;
  readonly stop: () => void;
}
/** What a form that opens by a button does when it is left or has done its work. */
export const useClosing = (props: PartProps) => {
  const [open, setOpen] = useState<string>();
  const stop = (): void => setOpen(undefined);
  const done = (): void => {
    stop();
    props.changed();
  };
  return {
    open,
    /** Opens the form of that name, or closes it. */
    toggle: (name: string): void => setOpen(open === name ? undefined : name),
    closing: { ...props, done, stop } satisfies Closing,
  };
};
/** A part with its title, what it is about, and a form behind a button. */
export function CustomerPart({
  title,
  lead,
  verb,
  isOpen,
  toggle,
  form,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  /** On the button; none where nothing can be done. */
  readonly verb: string | undefined;
  readonly isOpen: boolean;
  readonly toggle: () => void;
  readonly form: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      <div className="row">
        <h2>{title}</h2>
        <span className="grow" />
        {verb === undefined ? null : (
          <Button aria-expanded={isOpen} onClick={toggle}>
            {verb}
          </Button>
        )}
      </div>
      {lead === undefined ? null : <p className="quiet">{lead}</p>}
      {isOpen ? form : null}
      {children}
    </>
  );
}
