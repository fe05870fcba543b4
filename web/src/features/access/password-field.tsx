// Clauses: N1
import Button from "antd/es/button";
import Input from "antd/es/input";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../ui/field.tsx";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
}
/** What somebody signs in with; browsers may fill it in. */
export function LoginNameField({ value, change, ...told }: Props) {
  return (
    <Field {...told}>
      {(control) => (
        <Input
          {...control}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}
/** @param kind what a keeper of passwords does with it: fills in the known one, or offers a new one */
export function PasswordField({ value, change, kind, ...told }: Props & { readonly kind: "current" | "new" }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <Field {...told}>
      {(control) => (
        <span className="password">
          <Input
            {...control}
            type={shown ? "text" : "password"}
            autoComplete={`${kind}-password`}
            autoCapitalize="none"
            spellCheck={false}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
          <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
            {t("access.show")}
          </Button>
        </span>
      )}
    </Field>
  );
}
/** Six digits of an authenticator, or a code that was written down. */
export function CodeField({ value, change, ...told }: Props) {
  return (
    <Field {...told}>
      {(control) => (
        <Input
          {...control}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}
