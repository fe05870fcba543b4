import Button from "antd/es/button";
import { Component, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { PartMissing, startAnew, startAnewSeldom } from "../source/page-part.ts";
import { reasonOf } from "../source/reason.ts";
import { useTitle } from "./use-title.ts";

interface Props {
  readonly children: ReactNode;
  /** The address that is shown: with another one the page is tried again. */
  readonly address: string;
}
/** A bug on one page leaves the rest standing and says what to do next. */
export class FailureBoundary extends Component<Props, { readonly failure: unknown; readonly at: string }> {
  override state = { failure: undefined as unknown, at: this.props.address };
  static getDerivedStateFromError(failure: unknown) {
    return { failure: failure ?? new Error("?") };
  }
  static getDerivedStateFromProps({ address }: Props, { at }: { readonly at: string }) {
    return address === at ? null : { failure: undefined, at: address };
  }
  override render() {
    const { failure, at } = this.state;
    return failure === undefined ? this.props.children : <Failure key={at} failure={failure} />;
  }
}
/** What could not be shown and why. `again` asks once more; without it the whole page is loaded anew. */
export function Failure({ failure, again }: { readonly failure: unknown; readonly again?: (() => void) | undefined }) {
  const { t, i18n } = useTranslation();
  const [tries, setTries] = useState(0);
  const missing = failure instanceof PartMissing;
  useTitle(t("error.title"));
  useEffect(() => {
    if (missing) startAnewSeldom().catch(() => undefined);
  }, [missing]);
  const tryAgain = again ?? (() => void startAnew().catch(() => setTries((before) => before + 1)));
  return (
    <main id="main" className="message" tabIndex={-1}>
      <h1>{t("error.title")}</h1>
      {/* Said anew after each try in vain. */}
      <div role="alert" key={tries}>
        <p>{t("error.why", { reason: reasonOf(failure, i18n.language === "en" ? "en" : "zh") })}</p>
        {missing || again ? null : <p>{t("error.next")}</p>}
      </div>
      <Button onClick={tryAgain}>{t(missing || again ? "house.again" : "error.reload")}</Button>
    </main>
  );
}
