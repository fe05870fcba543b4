// Clauses: C1.1, N7
import Button from "antd/es/button";
import Select from "antd/es/select";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type HouseClient,
  type ListedMessage,
  type Outbox,
  type PrintedMessage,
  reasonOf,
} from "../../source/house-client.ts";
import type { Format } from "../../ui/format.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { PrintedMessageSheet } from "./printed-message-sheet.tsx";
import { StateText } from "./state-text.tsx";
import "./outbox.css";
import "../../ui/register.css";

export const MESSAGE_STATES = ["waiting", "sent", "failed", "cancelled", "handed_over"] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
interface Props {
  readonly house: HouseClient;
  readonly outbox: Outbox;
  readonly state: MessageState | undefined;
  readonly setState: (state: MessageState | undefined) => void;
  readonly more: (() => void) | undefined;
  readonly changed: () => void;
}
/** Messages to people, the latest first: what waits, what went out, what somebody has to do. */
export function OutboxSection(props: Props) {
  const { t, i18n } = useTranslation();
  const { outbox, state, setState, more } = props;
  const [letter, setLetter] = useState<PrintedMessage>();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", outbox.now);
  if (letter)
    return (
      <section className="register outbox">
        <PrintedMessageSheet
          letter={letter}
          done={() => {
            setLetter(undefined);
            props.changed();
          }}
        />
      </section>
    );
  return (
    <section className="register outbox">
      <h1>{t("outbox.title")}</h1>
      <p className="quiet">{t("outbox.lead")}</p>
      <WhatIsMissing outbox={outbox} />
      <div className="row register-filter">
        <Select
          aria-label={t("outbox.state")}
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
          value={state ?? "all"}
          onChange={(chosen: MessageState | "all") => setState(chosen === "all" ? undefined : chosen)}
          options={[
            { value: "all" as const, label: t("outbox.all") },
            ...MESSAGE_STATES.map((one) => ({
              value: one,
              label: `${t(`outbox.states.${one}`)} ${outbox.counts[one] ?? 0}`,
            })),
          ]}
        />
      </div>
      <p className="quiet" aria-live="polite">
        {t("outbox.found", { count: outbox.total })}
      </p>
      {outbox.rows.length > 0 ? null : (
        <div className="empty">
          <p>{t(state === undefined ? "outbox.none" : "outbox.noneInState")}</p>
          {state === undefined ? (
            <Button href="#/people">{t("outbox.toPeople")}</Button>
          ) : (
            <Button onClick={() => setState(undefined)}>{t("outbox.clear")}</Button>
          )}
        </div>
      )}
      <ul className="plain">
        {outbox.rows.map((message) => (
          <Message key={message.id} {...props} message={message} format={format} open={setLetter} />
        ))}
      </ul>
      {more ? (
        <p className="row more">
          <Button onClick={more}>{t("outbox.more", { count: outbox.total - outbox.rows.length })}</Button>
        </p>
      ) : null}
    </section>
  );
}
function WhatIsMissing({ outbox: { mail, sms, wecom } }: Pick<Props, "outbox">) {
  const { t } = useTranslation();
  const toPhones = sms || wecom;
  if (mail && toPhones) return null;
  const missing = mail ? "outbox.noSms" : toPhones ? "outbox.noMail" : "outbox.noneSetUp";
  return (
    <>
      <p>{t(missing)}</p>
      <p className="quiet">{t("outbox.setUpNext")}</p>
    </>
  );
}
function Message({
  house,
  outbox,
  changed,
  message,
  format,
  open,
}: Props & {
  readonly message: ListedMessage;
  readonly format: Format;
  readonly open: (letter: PrintedMessage) => void;
}) {
  const { t, i18n } = useTranslation();
  const [problem, setProblem] = useState<string>();
  const { id, kind, channel, person, customer, address, state, madeAt, madeBy } = message;
  const ask = <Answer,>(asked: Promise<Answer>, then: (answer: Answer) => void): void => {
    setProblem(undefined);
    asked.then(then, (failure: unknown) => setProblem(reasonOf(failure, i18n.language === "en" ? "en" : "zh")));
  };
  const named = { party: "company", id } as const;
  const isOpen = state === "waiting" || state === "failed";
  const at = format.time(madeAt);
  return (
    <li>
      <h2>{t(`outbox.kinds.${kind}`)}</h2>
      <div>
        {customer === undefined
          ? t("outbox.to", { ...person, channel: t(`outbox.channels.${channel}`), address })
          : t("outbox.toCustomer", { code: customer, channel: t(`outbox.channels.${channel}`) })}{" "}
        <span className="quiet">
          {madeBy === undefined ? t("outbox.madeByHouse", { at }) : t("outbox.madeBy", { by: madeBy, at })}
          {message.expiresAt === undefined || !isOpen
            ? null
            : `${t("list")}${t("outbox.until", { until: format.time(message.expiresAt) })}`}
        </span>
      </div>
      <StateText message={message} outbox={outbox} format={format} />
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      <details>
        <summary>{t("outbox.words")}</summary>
        <div className="message-text" lang={message.language === "zh" ? "zh-CN" : "en"}>
          <b>{message.subject}</b>
          <div>{message.text}</div>
        </div>
        <p className="quiet">{t("outbox.covered")}</p>
      </details>
      {isOpen ? (
        <p className="row">
          {message.canBeHandedOver ? (
            <May verb="hand-over-message">
              <Button onClick={() => ask(house.outbox.handOver(named), open)}>{t("outbox.handOver")}</Button>
            </May>
          ) : null}
          {outbox[channel] ? (
            <May verb="retry-message">
              <Button onClick={() => ask(house.outbox.retry(named), changed)}>{t("outbox.retry")}</Button>
            </May>
          ) : null}
          <May verb="cancel-message">
            <Button onClick={() => ask(house.outbox.cancel(named), changed)}>{t("outbox.cancel")}</Button>
          </May>
        </p>
      ) : null}
    </li>
  );
}
