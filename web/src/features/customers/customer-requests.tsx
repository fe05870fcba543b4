// Clauses: C7.1, N7
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { DueMark } from "../../ui/due-mark.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { May } from "../../ui/may.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { CustomerPart, type PartProps, useClosing } from "./customer-part.tsx";
import { AnswerForm, RequestForm } from "./request-forms.tsx";

/** What the customer asked of its own data, until when it is to be answered, and what came of it. */
export function CustomerRequests(props: PartProps) {
  const { t } = useTranslation();
  const { open, toggle, closing } = useClosing(props);
  const { requests, day } = props.customer;
  return (
    <CustomerPart
      title={t("privacy.requests")}
      lead={t("privacy.requestsLead")}
      verb={t("privacy.receive")}
      may="receive-request"
      name="receive"
      open={open}
      toggle={toggle}
      form={<RequestForm {...closing} />}
    >
      {requests.length === 0 ? <p className="quiet">{t("privacy.noRequests")}</p> : null}
      <ul className="plain customer-requests">
        {requests.map((request) => (
          <li key={request.requestId}>
            <Told request={request} day={day} answer={() => toggle(request.requestId)} />
            {open === request.requestId ? <AnswerForm {...closing} request={request} /> : null}
          </li>
        ))}
      </ul>
    </CustomerPart>
  );
}
function Told({
  request: { asks, words, channel, askedOn, dueOn, answer },
  day,
  answer: open,
}: {
  readonly request: CustomerRead["requests"][number];
  readonly day: string;
  readonly answer: () => void;
}) {
  const { t } = useTranslation();
  const name = t(`privacy.askNames.${asks}`);
  return (
    <>
      <div className="row">
        <b>{name}</b>
        <span className="quiet">
          {keptDates(t("privacy.askedThus", { day: askedOn, channel: t(`privacy.channels.${channel}`) }))}
        </span>
      </div>
      <p className="said">{words}</p>
      {answer ? (
        <p className="said">
          <StateMark
            state={answer.outcome === "done" ? "met" : "excused"}
            words={t("privacy.answered", {
              day: answer.answeredOn,
              outcome: t(`privacy.outcomes.${answer.outcome}`),
            })}
          />{" "}
          {answer.words}
        </p>
      ) : (
        <div className="row">
          <DueMark dueOn={dueOn} day={day} />
          <span className="grow" />
          <May verb="answer-request">
            <Button aria-label={t("privacy.answerOf", { asks: name, day: askedOn })} onClick={open}>
              {t("privacy.answer")}
            </Button>
          </May>
        </div>
      )}
    </>
  );
}
