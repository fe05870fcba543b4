import Button from "antd/es/button";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** A bug on one page leaves the rest standing and says what to do next. */
export class FailureBoundary extends Component<
  { readonly children: ReactNode },
  { readonly reason: string | undefined }
> {
  override state = { reason: undefined as string | undefined };
  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
  override render() {
    return this.state.reason === undefined ? this.props.children : <Failure reason={this.state.reason} />;
  }
}
export function Failure({ reason }: { readonly reason: string }) {
  const { t } = useTranslation();
  return (
    <main id="main" className="message" tabIndex={-1} role="alert">
      <h1>{t("error.title")}</h1>
      <p>{t("error.why", { reason })}</p>
      <p>{t("error.next")}</p>
      <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
    </main>
  );
}
