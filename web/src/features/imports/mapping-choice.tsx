// Clauses: C7.1
import Button from "antd/es/button";
import Input from "antd/es/input";
import Select from "antd/es/select";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemView } from "../../source/contract-source.ts";
import type { ShippedMapping } from "../../source/import-client.ts";

/** What a column means: a mapping that comes along, or one's own; and the contract that all rows are for, if it is one. */
export function MappingChoice({
  shipped,
  text,
  setText,
  problems,
  contract,
  setContract,
  contracts,
}: {
  readonly shipped: readonly ShippedMapping[];
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly problems: readonly ProblemView[];
  readonly contract: string;
  readonly setContract: (number: string) => void;
  readonly contracts: readonly { readonly number: string; readonly agentName: string }[];
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const chooser = useRef<HTMLInputElement>(null);
  const taken = shipped.find((one) => one.text === text)?.name ?? (text === "" ? null : "");
  return (
    <div className="mapping">
      <p className="quiet">{t("imports.mappingLead")}</p>
      <div className="row">
        <Select
          aria-label={t("imports.mappingChoose")}
          placeholder={t("imports.mappingChoose")}
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
          value={taken}
          onChange={(name: string | null) => setText(shipped.find((one) => one.name === name)?.text ?? text)}
          options={[
            ...shipped.map(({ name, title }) => ({ value: name, label: title[language] })),
            ...(taken === "" ? [{ value: "", label: t("imports.mappingOwn") }] : []),
          ]}
        />
        <Button onClick={() => chooser.current?.click()}>{t("imports.mappingOpen")}</Button>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label={t("imports.mappingOpen")}
          accept=".yaml,.yml"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void file.text().then(setText);
            event.target.value = "";
          }}
        />
      </div>
      <Input.TextArea
        className="mapping-text"
        aria-label={t("imports.mappingText")}
        aria-invalid={problems.length > 0}
        spellCheck={false}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {problems.length > 0 ? (
        <div role="alert">
          <p className="wrong">{t("imports.mappingProblems")}</p>
          <ul>
            {problems.map((problem) => (
              <li key={`${problem.line}:${problem.column} ${problem.what}`}>
                {t("imports.place", { line: problem.line, column: problem.column })}
                {t("colon")}
                {problem.what}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="contract-choice">
        <label htmlFor="import-contract">{t("imports.contract")}</label>
        <Input
          id="import-contract"
          list="import-contracts"
          value={contract}
          onChange={(event) => setContract(event.target.value)}
        />
      </div>
      <datalist id="import-contracts">
        {contracts.map(({ number, agentName }) => (
          <option key={number} value={number}>
            {agentName}
          </option>
        ))}
      </datalist>
      <p className="quiet">{t("imports.contractLead")}</p>
    </div>
  );
}
