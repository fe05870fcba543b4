// Clauses: N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Door, type HouseClient, reasonOf } from "../../source/house-client.ts";

type Persona = Door["personas"][number];
/** Everybody of the demonstration company whom a visitor can be with one click. */
export function Personas({
  house,
  personas,
  entered,
}: {
  readonly house: HouseClient;
  readonly personas: readonly Persona[];
  readonly entered: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const choose = (code: string): void => {
    if (busy !== undefined) return;
    setBusy(code);
    house.door.persona({ person: code }).then(entered, (failure: unknown) => {
      setProblem(reasonOf(failure, language));
      setBusy(undefined);
    });
  };
  const list = (title: string, some: readonly Persona[]) =>
    some.length === 0 ? null : (
      <>
        <h3>{title}</h3>
        <ul className="personas">
          {some.map(({ code, name, roles, branches, contract }) => {
            const places = contract === undefined ? branches.map((one) => one[language] || one.zh) : [];
            const role = [...roles.map((one) => t(`people.roles.${one}`)), ...places].join(t("access.and"));
            return (
              <li key={code}>
                <Button aria-busy={busy === code} onClick={() => choose(code)}>
                  <b>{name}</b>
                  <span className="quiet">
                    {contract === undefined ? role : t("access.ofContract", { role, contract })}
                  </span>
                </Button>
              </li>
            );
          })}
        </ul>
      </>
    );
  return (
    <section>
      <h2>{t("access.personas")}</h2>
      <p className="quiet">{t("access.personasLead")}</p>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {list(
        t("access.staff"),
        personas.filter(({ contract }) => contract === undefined),
      )}
      {list(
        t("access.parties"),
        personas.filter(({ contract }) => contract !== undefined),
      )}
    </section>
  );
}
