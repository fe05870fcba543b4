// Clauses: C1.1, C1.2
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { EndSpan } from "../../ui/end-span.tsx";
import { May } from "../../ui/may.tsx";

type Firm = Organisation["firms"][number];
type Coordinator = Firm["coordinators"][number];
const isOver = ({ fromOn, beforeOn }: Coordinator, day: string): boolean =>
  beforeOn !== undefined && (beforeOn <= day || beforeOn === fromOn);
const isNow = (one: Coordinator, day: string): boolean => one.fromOn <= day && !isOver(one, day);

/** A firm that is an intermediary, with its credit code and how it is reached. */
export function FirmRow({ firm, open }: { readonly firm: Firm; readonly open: () => void }) {
  const { t, i18n } = useTranslation();
  const name = (i18n.language === "en" && firm.name.en) || firm.name.zh;
  const { creditCode, contact, closedOn } = firm;
  const facts = [
    ...(creditCode === undefined ? [] : [t("organisation.creditCodeOf", { code: creditCode })]),
    ...(contact === undefined ? [] : [t("organisation.firmContactOf", { contact })]),
    ...(closedOn === undefined ? [] : [t("organisation.closed", { day: closedOn })]),
  ];
  return (
    <div className="row">
      <span>
        <b>{name}</b> <span className="quiet">{firm.code}</span>
        {facts.length === 0 ? null : (
          <>
            <br />
            <span className="quiet">{facts.join(" · ")}</span>
          </>
        )}
      </span>
      <span className="grow" />
      <May verb="keep-firm">
        <Button size="small" aria-label={t("organisation.changeOf", { name })} onClick={open}>
          {t("organisation.change")}
        </Button>
      </May>
    </div>
  );
}
/** Who coordinates for a firm now and will, each with an end; below it who did. */
export function FirmCoordinators({
  house,
  firm,
  day,
  open,
  changed,
}: {
  readonly house: HouseClient;
  readonly firm: Firm;
  readonly day: string;
  /** Opens the form for another; absent while it is open. */
  readonly open: (() => void) | undefined;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const name = (i18n.language === "en" && firm.name.en) || firm.name.zh;
  const present = firm.coordinators.filter((one) => !isOver(one, day));
  const former = firm.coordinators.filter((one) => isOver(one, day));
  const someNow = present.some((one) => isNow(one, day));
  return (
    <>
      {present.length === 0 ? <p className="quiet">{t("organisation.noCoordinators")}</p> : null}
      {present.length > 0 && !someNow ? <p className="fault">{t("organisation.noCoordinatorToday")}</p> : null}
      {present.map((one) => (
        <div key={one.coordinationId} className="row coordinator">
          <span>
            <Who one={one} />
          </span>
          <EndSpan
            may="end-coordinator"
            from={one.fromOn}
            label={t("organisation.endCoordinator", { name: one.name })}
            ask={(beforeOn, key) =>
              house.organisation.endCoordinator({
                party: "company",
                key,
                coordinationId: one.coordinationId,
                beforeOn,
              })
            }
            done={changed}
          />
        </div>
      ))}
      {open === undefined ? null : (
        <May verb="add-coordinator">
          <p>
            <Button size="small" aria-label={t("organisation.addCoordinatorOf", { name })} onClick={open}>
              {t("organisation.addCoordinator")}
            </Button>
          </p>
        </May>
      )}
      {former.length > 0 ? (
        <details>
          <summary>{t("organisation.formerCoordinators", { count: former.length })}</summary>
          {former.map((one) => (
            <p key={one.coordinationId}>
              <Who one={one} />
            </p>
          ))}
        </details>
      ) : null}
    </>
  );
}
function Who({ one }: { readonly one: Coordinator }) {
  const { t } = useTranslation();
  return (
    <>
      <a href={`#/people/${encodeURIComponent(one.code)}`}>{one.name}</a>{" "}
      <span className="quiet date">{spanText(one.fromOn, one.beforeOn, t)}</span>
    </>
  );
}
/** The contracts in which a firm is the intermediary: those that run, and below them those that ended. */
export function FirmContracts({ firm: { code, contracts } }: { readonly firm: Firm }) {
  const { t } = useTranslation();
  if (contracts.length === 0)
    return (
      <p className="quiet">
        {t("organisation.noFirmContracts")} <code>fealty add contract.yaml --intermediary {code}</code>
      </p>
    );
  const ended = contracts.filter(({ status }) => status === "ended");
  return (
    <>
      <Numbers contracts={contracts.filter(({ status }) => status !== "ended")} />
      {ended.length === 0 ? null : (
        <details>
          <summary>{t("organisation.endedContracts", { count: ended.length })}</summary>
          <Numbers contracts={ended} />
        </details>
      )}
    </>
  );
}
function Numbers({ contracts }: { readonly contracts: Firm["contracts"] }) {
  const { t } = useTranslation();
  return (
    <p className="members">
      {contracts.map(({ number, status, term }) => (
        <span key={number} className="member">
          <a href={`#/contracts/${encodeURIComponent(number)}`}>{number}</a>{" "}
          <span className="quiet date">
            {t(`people.statuses.${status}`)} · {t("people.fromTo", { from: term.from, to: term.until })}
          </span>
        </span>
      ))}
    </p>
  );
}
