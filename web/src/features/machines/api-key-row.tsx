// Clauses: C1.2, C10.3
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, type ListedApiKey, reasonOf } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import type { Format } from "../../ui/format.ts";
import { May } from "../../ui/may.tsx";
import { newKey, useForm } from "../../ui/use-form.ts";

interface Props {
  readonly house: HouseClient;
  readonly apiKey: ListedApiKey;
  readonly format: Format;
  readonly changed: () => void;
}
/** One key: what it may, who answers for it, when it was used, and what is done about it. */
export function ApiKeyRow({ house, apiKey, format, changed }: Props) {
  const { t, i18n } = useTranslation();
  const [ending, setEnding] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { apiKeyId, holder, state, ended, scopes, asleep, addresses } = apiKey;
  const hold = (): void => {
    setProblem(undefined);
    house.apiKeys
      .hold({ party: "company", key: newKey(), apiKeyId })
      .then(changed, (failure: unknown) => setProblem(reasonOf(failure, i18n.language === "en" ? "en" : "zh")));
  };
  const told = [
    apiKey.own
      ? t("apiKeys.heldByOwn")
      : holder === undefined
        ? t("apiKeys.machine")
        : t("apiKeys.held", { ...holder }),
    t("apiKeys.madeAt", { at: format.time(apiKey.madeAt) }),
    apiKey.usedAt === undefined ? t("apiKeys.unused") : t("apiKeys.used", { at: format.time(apiKey.usedAt) }),
    addresses.length === 0 ? t("apiKeys.everywhere") : t("apiKeys.from", { addresses: addresses.join(t("list")) }),
    ...(apiKey.untilOn === undefined ? [] : [t("apiKeys.until", { day: apiKey.untilOn })]),
  ];
  return (
    <li>
      <h2>
        {apiKey.name} <code>{apiKey.shown}</code>
      </h2>
      <div className="quiet">{told.join(" · ")}</div>
      {ended ? (
        <p>
          {t(`apiKeys.ended.${ended.because}`, {
            at: format.time(ended.at),
            by: ended.by?.name ?? t("apiKeys.machine"),
          })}
        </p>
      ) : state === "ended" ? null : (
        <p className={state === "good" ? undefined : "stays"}>{t(`apiKeys.states.${state}`)}</p>
      )}
      <details>
        <summary>{t("apiKeys.scopeCount", { count: scopes.length })}</summary>
        <ul>
          {scopes.map((scope) => (
            <li key={scope}>
              {t(`access.verbs.${scope}`)}
              {asleep.includes(scope) ? t("apiKeys.asleep") : null}
            </li>
          ))}
        </ul>
      </details>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {ended ? null : ending ? (
        <EndForm house={house} apiKey={apiKey} done={changed} stop={() => setEnding(false)} />
      ) : (
        <p className="row">
          {apiKey.own ? null : (
            <May verb="hold-api-key">
              <Button onClick={hold}>{t("apiKeys.hold")}</Button>
            </May>
          )}
          <May verb="end-api-key">
            <Button onClick={() => setEnding(true)}>{t("apiKeys.end")}</Button>
          </May>
        </p>
      )}
    </li>
  );
}
function EndForm({
  house,
  apiKey: { apiKeyId, name },
  done,
  stop,
}: Pick<Props, "house" | "apiKey"> & { readonly done: () => void; readonly stop: () => void }) {
  const { t } = useTranslation();
  const form = useForm(
    {},
    (_, key) => house.apiKeys.end({ party: "company", key, apiKeyId }),
    done,
    () => false,
  );
  return (
    <FormFrame form={form} verb={t("apiKeys.endNow")} stop={stop}>
      <p className="whole">{t("apiKeys.endSure", { name })}</p>
    </FormFrame>
  );
}
