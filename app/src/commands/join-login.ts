// Clauses: C1.1

import { readCompany } from "../store/companies.ts";
import { useInvitation } from "../store/invitations.ts";
import { loginNamesOf, proveLoginName } from "../store/login-names.ts";
import type { OpenSession } from "../store/login-sessions.ts";
import { addMembership, findMembership, findMembershipOf } from "../store/memberships.ts";
import { messageOfInvitation } from "../store/outbox.ts";
import type { Via } from "./access.ts";
import { withSlip } from "./activate-login.ts";
import { offersPersonas } from "./choose-persona.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { enterCompany } from "./own-companies.ts";
import type { Device } from "./sign-in.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";

/**
 * Somebody who is signed in already uses a slip: the person of the slip is from now on opened by that login too, and the device acts in its company. What
 * the company keeps and sees of it is what it would see of a new login.
 * Refusals: `code_unknown`, `too_many_tries`, `form_refused` where the slip gives a new password, or the login is somebody of that company already.
 */
export const joinLogin = async (
  house: House,
  session: OpenSession,
  code: string,
  device: Device,
  via: Via | undefined,
): Promise<void> => {
  const companyId = await withSlip(house, code, device, async (tx, invitation, person, keys) => {
    const now = house.now();
    const faults = new FormFaults();
    if (invitation.purpose !== "activate" || (await findMembership(tx, person.personId)))
      faults.add(
        "code",
        "这张凭条用来设置新密码。请先退出，再用它设置。",
        "This slip gives a new password. Sign out first, then use it.",
      );
    else if (await findMembershipOf(tx, session.userId))
      faults.add(
        "code",
        "您的登录在这家公司已经是另一个人，同一个人不能有两个工号。请退出，用凭条另设登录，或请公司更正。",
        "Your login is somebody of this company already, and nobody is two of its people. Sign out and make a login of its own with the slip, or ask the company to mend its list.",
      );
    // With one click anybody at the machine is somebody of it: no login of one's own belongs there.
    else if ((await readCompany(tx)).demonstration && (await offersPersonas(tx)))
      faults.add(
        "code",
        "演示公司的凭条不能并入自己的登录，请退出后另设登录。",
        "A slip of the demonstration does not join a login of one's own; sign out and make one for it.",
      );
    faults.refuse();
    await addMembership(tx, person.personId, session.userId, now);
    const message = await messageOfInvitation(tx, keys, invitation.invitationId);
    const reached = (await loginNamesOf(tx, keys, session.userId)).find(({ name }) => name === message?.address);
    if (message?.state === "sent" && reached) await proveLoginName(tx, keys, session.userId, reached, now);
    await useInvitation(tx, invitation.invitationId, now);
    const { purpose } = invitation;
    const by = await atOwnLogin(house, tx, "activate-login", person.personId, via);
    await tellOfLogin(tx, person.personId, "activate-login", person.personId, { purpose }, now, by);
    return tx.companyId;
  });
  await enterCompany(house, session, companyId, via);
};
