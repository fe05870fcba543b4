// Clauses: C2.3
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, reasonOf, type Slip } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { SlipSheet } from "./slip-sheet.tsx";
import "./access.css";

type Waiting = Awaited<ReturnType<HouseClient["access"]["waiting"]>>;
type Outcome = Parameters<HouseClient["access"]["decideReset"]>[0]["outcome"];
/** What somebody prepared and another has to approve; nothing where nothing waits. */
export function WaitingList({
  house,
  waiting,
  changed,
}: {
  readonly house: HouseClient;
  readonly waiting: Waiting;
  readonly changed: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [slip, setSlip] = useState<Slip>();
  const [problem, setProblem] = useState<string>();
  if (waiting.length === 0 && !slip) return null;
  const decide = (id: string, outcome: Outcome): void => {
    setProblem(undefined);
    house.access.decideReset({ party: "company", id, outcome }).then(
      (decided) => {
        setSlip(decided.slip);
        changed();
      },
      (failure: unknown) => setProblem(reasonOf(failure, language)),
    );
  };
  const format = houseFormat(language, waiting[0]?.preparedAt ?? 0);
  return (
    <section className="register">
      <h2>{t("access.waiting")}</h2>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {slip ? <SlipSheet slip={slip} done={() => setSlip(undefined)} /> : null}
      <ul className="plain">
        {waiting.map(({ id, subject, grounds, preparedBy, preparedAt, own }) => (
          <li key={id} className="row">
            <span>
              {t("access.waitingLine", { ...subject, grounds })}{" "}
              <span className="quiet">
                {t("access.preparedBy", { by: preparedBy.name, at: format.time(preparedAt) })}
              </span>
            </span>
            <span className="grow" />
            {own ? (
              <Button size="small" onClick={() => decide(id, "withdrawn")}>
                {t("access.withdraw")}
              </Button>
            ) : (
              <>
                <Button size="small" type="primary" onClick={() => decide(id, "approved")}>
                  {t("access.approve")}
                </Button>
                <Button size="small" onClick={() => decide(id, "refused")}>
                  {t("access.refuse")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
