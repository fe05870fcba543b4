import Button from "antd/es/button";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Form } from "./use-form.ts";
import "./field.css";

/** Fields, what was refused and belongs to none of them, and the two ways out. */
export function FormFrame<Values>({
  form,
  verb,
  stop,
  leave,
  remembers = false,
  children,
}: {
  readonly form: Form<Values>;
  /** What sending does. */
  readonly verb: string;
  /** Leaves without sending; a link where it leads elsewhere. */
  readonly stop?: (() => void) | string;
  /** What leaving is called, where nothing would have been changed. */
  readonly leave?: string;
  /** Somebody fills in what is one's own, as a password: a browser may keep it. */
  readonly remembers?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    form.send();
  };
  return (
    // Most forms tell of others: what a browser remembers of whoever fills them in is never right, and it keeps nothing of them.
    <form className="form" onSubmit={send} noValidate autoComplete={remembers ? "on" : "off"}>
      {children}
      {form.problem === undefined ? null : (
        <p className="whole fault" role="alert">
          {form.problem}
        </p>
      )}
      <p className="whole row">
        <Button type="primary" htmlType="submit" aria-busy={form.busy}>
          {verb}
        </Button>
        {stop === undefined ? null : typeof stop === "string" ? (
          <Button href={stop}>{leave ?? t("form.leave")}</Button>
        ) : (
          <Button onClick={stop}>{leave ?? t("form.leave")}</Button>
        )}
      </p>
    </form>
  );
}
