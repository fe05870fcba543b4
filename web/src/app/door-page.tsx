// Clauses: C1.1, N1
import { useNavigate } from "@tanstack/react-router";
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ForgotForm } from "../features/access/forgot-form.tsx";
import { FoundForm, isFoundingCode } from "../features/access/found-form.tsx";
import { OwnerForm } from "../features/access/owner-form.tsx";
import { Personas } from "../features/access/personas.tsx";
import { SignInForm } from "../features/access/sign-in-form.tsx";
import { SlipForm } from "../features/access/slip-form.tsx";
import { UseCode } from "../features/access/use-code.tsx";
import { CompanyList } from "../features/companies/company-list.tsx";
import type { Door } from "../source/house-client.ts";
import { useHouse } from "./house-context.tsx";
import { JoinOf } from "./join-page.tsx";
import { useTitle } from "./use-title.ts";
import "../features/access/access.css";
import "../ui/field.css";

/** Where nobody is signed in: somebody of the demonstration, one's own login, a slip, or the first owner. */
export function DoorPage({
  door,
  slip,
  entered,
}: {
  readonly door: Door;
  /** The code of a slip that was scanned. */
  readonly slip: string | undefined;
  readonly entered: () => void;
}) {
  const { t, i18n } = useTranslation();
  const house = useHouse();
  const navigate = useNavigate();
  const [way, setWay] = useState<"slip" | "own" | "forgot" | "changed" | undefined>(
    slip === undefined ? undefined : "slip",
  );
  // A scanned slip's address is used up; any other page is the one that somebody wanted.
  const goIn = (): void => {
    // Whoever signs in to join a login keeps the slip's address.
    if (slip === undefined || way === "own") entered();
    else void navigate({ to: "/", search: {}, replace: true }).then(entered);
  };
  useTitle(t("access.title"));
  const [founding, setFounding] = useState(slip !== undefined && isFoundingCode(slip) ? slip : undefined);
  const owner = door.asksForOwner;
  if (door.choices.length > 0)
    return slip === undefined ? (
      <main id="main" className="door" tabIndex={-1}>
        <h1>{t("companies.choose")}</h1>
        <p className="quiet">{t("companies.ownLead")}</p>
        <CompanyList house={house} companies={door.choices} entered={entered} />
        {way === "slip" ? (
          <UseCode
            house={house}
            good={(code) => void navigate({ to: "/slip/$code", params: { code }, search: {} })}
            stop={() => setWay(undefined)}
          />
        ) : null}
        <p className="row">
          {way === "slip" ? null : <Button onClick={() => setWay("slip")}>{t("companies.toFurther")}</Button>}
          <Button onClick={() => void house.door.signOut().then(entered)}>{t("house.signOut")}</Button>
        </p>
      </main>
    ) : (
      <JoinOf key={slip} code={slip} />
    );
  if (door.asksForCompany || founding !== undefined)
    return (
      <main id="main" className="door" tabIndex={-1}>
        <h1>{t("access.title")}</h1>
        <FoundForm
          house={house}
          founding={founding}
          own={(code) => {
            location.hash = `#/slip/${encodeURIComponent(code)}`;
            setFounding(undefined);
            setWay("own");
          }}
          {...(founding === undefined
            ? {}
            : {
                back: () => {
                  setFounding(undefined);
                  setWay(undefined);
                },
              })}
          entered={goIn}
        />
      </main>
    );
  return (
    <main id="main" className="door" tabIndex={-1}>
      <h1>{t("access.title")}</h1>
      {owner ? (
        <OwnerForm house={house} company={owner[i18n.language === "en" ? "en" : "zh"] || owner.zh} entered={goIn} />
      ) : null}
      {way === "slip" ? (
        <section>
          <h2>{t(slip === undefined ? "access.slip" : "messages.byLink")}</h2>
          <SlipForm
            house={house}
            entered={goIn}
            changed={() => setWay("changed")}
            back={() => setWay(undefined)}
            founding={setFounding}
            own={(code) => {
              location.hash = `#/slip/${encodeURIComponent(code)}`;
              setWay("own");
            }}
            scanned={slip ?? ""}
          />
        </section>
      ) : way === "own" ? (
        <section>
          <h2>{t("access.signInHere")}</h2>
          <p>{t("companies.ownFirst")}</p>
          <SignInForm house={house} entered={goIn} />
          <p>
            <Button onClick={() => setWay("slip")}>{t("companies.backToSlip")}</Button>
          </p>
        </section>
      ) : way === "forgot" ? (
        <section>
          <h2>{t("messages.forgotTitle")}</h2>
          <ForgotForm house={house} back={() => setWay(undefined)} />
        </section>
      ) : (
        <>
          {door.personas.length > 0 && way === undefined ? (
            <Personas house={house} personas={door.personas} entered={goIn} />
          ) : null}
          {owner ? null : (
            <section>
              <h2>{t("access.signInHere")}</h2>
              {way === "changed" ? <p role="status">{t("messages.changed")}</p> : null}
              <SignInForm house={house} entered={goIn} />
              <p className="quiet">{t("access.noLogin")}</p>
              <p className="row">
                {door.resetOver.length > 0 ? (
                  <Button onClick={() => setWay("forgot")}>{t("messages.forgot")}</Button>
                ) : null}
                <Button onClick={() => setWay("slip")}>{t("access.toSlip")}</Button>
                <Button href="#/me">{t("access.customerDoor")}</Button>
              </p>
            </section>
          )}
        </>
      )}
    </main>
  );
}
