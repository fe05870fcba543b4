import type { PartyName } from "@fealty/engine/views/view.ts";
import type { House } from "../../src/commands/house.ts";
import { isStaff } from "../../src/commands/permissions.ts";
import type { Asking } from "../../src/commands/who-asks.ts";
import type { Base, Context } from "../../src/server/context.ts";
import type { RoleName } from "../../src/store/people.ts";
import { addPeople, addRoleHoldings } from "../../src/store/people.ts";
import { newUuid } from "../../src/store/uuid.ts";

/** Somebody with these roles, as one who is signed in. */
export const askingAs = (
  companyId: number,
  roles: readonly RoleName[],
  personId = "00000000-0000-7000-8000-0000000000aa",
  { secondFactor = true } = {},
): Asking => {
  const parties: PartyName[] = roles.some(isStaff)
    ? ["company"]
    : roles.filter((one) => one === "agent" || one === "intermediary");
  const at = 0 as Asking["session"]["startedAt"];
  return {
    person: { personId, code: "T1", name: "试者" },
    session: {
      sessionId: "s1",
      userId: "u1",
      companyId,
      personId,
      startedAt: at,
      usedAt: at,
      expiresAt: at,
      persona: false,
      secondFactor,
      byPasskey: false,
    },
    actor: { personId, roles, branchesOf: new Map(), former: false, lacksSecondFactor: !secondFactor },
    parties,
  };
};
export const contextAs = (base: Base, asking: Asking | undefined): Context => ({
  ...base,
  asking,
  device: { headers: new Headers(), address: "192.0.2.1" },
  cookies: [],
});
/** Adds somebody with a role to a company and gives the code. */
export const addSomebody = async (
  { store }: Pick<House, "store">,
  companyId: number,
  code: string,
  role: RoleName,
  fromOn = "2020-01-01",
): Promise<string> => {
  const personId = newUuid();
  await store.withCompany(companyId, {}, async (tx) => {
    await addPeople(tx, [{ personId, code, name: `人员${code}` }]);
    await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role, fromOn }]);
  });
  return personId;
};
/** Signs in on a running server of a demonstration company as somebody of it. Gives the cookie. */
export const cookieOf = async (url: string, person: string): Promise<string> => {
  const answer = await fetch(`${url}api/personas`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ person }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers.getSetCookie()[0]!.split(";")[0]!;
};
