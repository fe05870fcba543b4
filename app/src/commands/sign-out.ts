// Clauses: N1
import { loginOf } from "../login/login.ts";
import { endLoginSession, type OpenSession } from "../store/login-sessions.ts";
import type { House } from "./house.ts";

/** Ends the session of this device. Gives the lines that take its cookie away. */
export const signOut = async (house: House, session: OpenSession | undefined): Promise<readonly string[]> => {
  if (session) {
    const { userId, sessionId } = session;
    await house.store.withLogins((tx) => endLoginSession(tx, userId, sessionId));
  }
  return (await loginOf(house.store)).leave();
};
