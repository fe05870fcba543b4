// Clauses: C7.1, N7
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { FormFrame } from "../../ui/form-frame.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CodeField, Paragraphs, SpanFields } from "./register-fields.tsx";
import { OtherVersions, Parts, RegisterPart, VersionLine } from "./register-part.tsx";
import type { Processor, RegisterForm, RegisterProps } from "./register-props.ts";

const FIELDS = ["contact", "contract", "purpose", "way", "data", "measures", "further", "returned"] as const;
const textOf = (content: Processor["content"], field: (typeof FIELDS)[number], t: TFunction): string =>
  content[field] === "" ? (field === "further" ? t("processing.noFurther") : "—") : content[field];
const stateOf = ({ over, owesReturn, fromOn }: Processor, day: string) =>
  owesReturn
    ? (["missed", "owesReturn"] as const)
    : over
      ? (["ended", "shownReturn"] as const)
      : fromOn > day
        ? (["not_started", "later"] as const)
        : (["running", "running"] as const);

/** Who processes on the company's behalf, under which contract, and whether data came back after the end. */
export function ProcessorList(props: RegisterProps) {
  const { t } = useTranslation();
  const { processors, day } = props.register;
  const partsOf = ({ content }: Pick<Processor, "content">) =>
    FIELDS.map((field) => [t(`processing.${field}`), textOf(content, field, t)] as const);
  return (
    <RegisterPart
      title={t("processing.processors")}
      lead={t("processing.processorsLead")}
      none={t("processing.noProcessors")}
      verb={t("processing.addProcessor")}
      may="keep-processor"
      entries={processors}
      nameOf={({ content }) => content.name}
      form={(entry, close) => (
        <ProcessorForm
          {...props}
          entry={entry}
          stop={close}
          done={() => {
            close();
            props.changed();
          }}
        />
      )}
      table={() => ({
        columns: ["code", "name", "fromOn", ...FIELDS, "usedBy"].map((field) => t(`processing.${field}`)),
        rows: processors.map((one) => [
          one.code,
          one.content.name,
          one.fromOn,
          ...FIELDS.map((field) => textOf(one.content, field, t)),
          one.usedBy.join(t("list")),
        ]),
      })}
    >
      {(one, change) => {
        const [state, words] = stateOf(one, day);
        return (
          <>
            <div className="row">
              <h3>
                {one.content.name} <span className="quiet">{one.code}</span>
              </h3>
              <span className="grow" />
              {change}
            </div>
            <VersionLine version={one}>
              <StateMark state={state} words={t(`processing.${words}`)} />
            </VersionLine>
            <Parts parts={[...partsOf(one), [t("processing.usedBy"), one.usedBy.join(t("list")) || "—"]]} />
            <OtherVersions versions={one.versions} partsOf={partsOf} />
          </>
        );
      }}
    </RegisterPart>
  );
}
type Values = Processor["content"] & {
  readonly code: string;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
};
const EMPTY: Processor["content"] = {
  name: "",
  contact: "",
  contract: "",
  purpose: "",
  way: "",
  data: "",
  measures: "",
  further: "",
  returned: "",
};
function ProcessorForm({
  house,
  register: { day },
  entry,
  done,
  stop,
}: RegisterForm & { readonly entry: Processor | undefined }) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    entry
      ? { ...entry.content, code: entry.code, fromOn: entry.fromOn, beforeOn: entry.beforeOn }
      : { ...EMPTY, code: "", fromOn: day },
    (values, key) => house.privacy.keepProcessor({ party: "company", key, ...values }),
    done,
  );
  const version = Math.max(0, ...(entry ? [entry, ...entry.versions] : []).map((one) => one.version)) + 1;
  const hints: Partial<Record<string, string>> = {
    further: t("processing.furtherHint"),
    returned: t("processing.returnedHint"),
  };
  return (
    <FormFrame
      form={form}
      verb={entry ? t("processing.keepVersion", { version }) : t("processing.keepNow")}
      stop={stop}
    >
      <CodeField form={form} known={entry !== undefined} />
      <Paragraphs
        form={form}
        fields={(["name", ...FIELDS] as const).map((name) => ({
          name,
          label: t(`processing.${name}`),
          ...(hints[name] === undefined ? {} : { hint: hints[name] }),
        }))}
      />
      <SpanFields form={form} />
    </FormFrame>
  );
}
