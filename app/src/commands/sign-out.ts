// Clauses: N1
import { loginOf } from "../login/login.ts";
import { endLoginSession } from "../store/login-sessions.ts";
import type { House } from "./house.ts";
import type { Asking } from "./who-asks.ts";

/** Ends the session of this device. Gives the lines that take its cookie away. */
export const signOut = async (house: House, asking: Asking | undefined): Promise<readonly string[]> => {
  if (asking) {
    const { userId, sessionId } = asking.session;
    await house.store.withLogins((tx) => endLoginSession(tx, userId, sessionId));
  }
  return (await loginOf(house.store)).leave();
};
