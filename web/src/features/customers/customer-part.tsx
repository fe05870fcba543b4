// Clauses: C7.1
import Button from "antd/es/button";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CustomerRead, HouseClient } from "../../source/house-client.ts";
import { May, type Verb } from "../../ui/may.tsx";

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
  may,
  name,
  open,
  toggle,
  form,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  /** On the button; none where nothing can be done. */
  readonly verb: string | undefined;
  /** What the button begins: only who may do it sees the button. */
  readonly may: Verb;
  /** Of the form behind that button. */
  readonly name: string;
  /** The form that stands open, this or another one of the part. */
  readonly open: string | undefined;
  readonly toggle: (name: string) => void;
  readonly form: ReactNode;
  readonly children: ReactNode;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  const before = useRef(open);
  useEffect(() => {
    // A form that is gone took the focus with it: whoever works by keys goes on from the part's head.
    if (before.current !== undefined && open === undefined && document.activeElement === document.body)
      head.current?.focus();
    before.current = open;
  }, [open]);
  return (
    <>
      <div className="row">
        <h2 ref={head} tabIndex={-1}>
          {title}
        </h2>
        <span className="grow" />
        {verb === undefined ? null : (
          <May verb={may}>
            <Button aria-expanded={open === name} onClick={() => toggle(name)}>
              {verb}
            </Button>
          </May>
        )}
      </div>
      {lead === undefined ? null : <p className="quiet">{lead}</p>}
      {open === name ? form : null}
      {children}
    </>
  );
}
