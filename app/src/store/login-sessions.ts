// Clauses: N1, C10.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { CompanyId, Tx } from "./transaction.ts";

/** A device that is signed in. */
export interface LoginSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly companyId: CompanyId;
  readonly personId: string;
  readonly startedAt: Instant;
  /** When it was last prolonged. */
  readonly usedAt: Instant;
  readonly expiresAt: Instant;
  readonly userAgent?: string;
  /** Opened by choosing somebody of the demonstration company. */
  readonly persona: boolean;
  /** Whether the login asks for an authenticator's code besides the password. */
  readonly secondFactor: boolean;
  /** Whether a passkey opened it, or confirmed it afterwards. */
  readonly byPasskey: boolean;
}
/** One whose company may not be chosen yet. */
export type OpenSession = Omit<LoginSession, "companyId" | "personId">;
const query = () =>
  statements
    .selectFrom("login_session as s")
    .innerJoin("login_user as u", "u.id", "s.user_id")
    .select([
      "s.id",
      "s.user_id",
      "s.company_id",
      "s.person_id",
      "s.created_at",
      "s.updated_at",
      "s.expires_at",
      "s.user_agent",
      "s.persona",
      "s.by_passkey",
      "u.two_factor_enabled",
    ]);
type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (tx: Tx, narrowed: ReturnType<typeof query>) => tx.rows(narrowed);

/** The session of a cookie's token that has not ended and says for whom it is. */
export const findLoginSession = async (tx: Tx, token: string, now: Instant): Promise<LoginSession | undefined> => {
  const [row] = await rowsOf(
    tx,
    query()
      .where("s.token", "=", token)
      .where("s.expires_at", ">", instantParameter(now) as never),
  );
  return row && sessionOf(row);
};
/** The same, also where no company is chosen yet. */
export const findOpenSession = async (tx: Tx, token: string, now: Instant): Promise<OpenSession | undefined> => {
  const open = query()
    .where("s.token", "=", token)
    .where("s.expires_at", ">", instantParameter(now) as never);
  const [row] = await rowsOf(tx, open);
  return row && openSessionOf(row);
};
/** All of somebody's that have not ended, the one used last first. */
export const listLoginSessions = async (tx: Tx, userId: string, now: Instant): Promise<LoginSession[]> => {
  const open = query()
    .where("s.user_id", "=", userId)
    .where("s.expires_at", ">", instantParameter(now) as never);
  return (await rowsOf(tx, open.orderBy("s.updated_at", "desc"))).flatMap((row) => sessionOf(row) ?? []);
};
const sessionOf = (row: Row): LoginSession | undefined =>
  row.company_id === null || row.person_id === null
    ? undefined
    : { ...openSessionOf(row), companyId: Number(row.company_id), personId: row.person_id };
const openSessionOf = (row: Row): OpenSession => ({
  sessionId: row.id,
  userId: row.user_id,
  startedAt: row.created_at,
  usedAt: row.updated_at,
  expiresAt: row.expires_at,
  ...(row.user_agent ? { userAgent: row.user_agent } : {}),
  persona: row.persona === true,
  secondFactor: row.two_factor_enabled === true,
  byPasskey: row.by_passkey === true,
});
export const userOfLoginToken = async (tx: Tx, token: string): Promise<string | undefined> =>
  (await tx.rows(statements.selectFrom("login_session").select("user_id").where("token", "=", token)))[0]?.user_id;
/** For whom a session is, set once when it begins or when somebody with several companies chooses another. */
export const bindLoginSession = async (
  tx: Tx,
  token: string,
  { companyId, personId, persona }: Pick<LoginSession, "companyId" | "personId" | "persona">,
): Promise<void> => {
  const set = { company_id: companyId, person_id: personId, persona };
  await tx.change(statements.updateTable("login_session").set(set).where("token", "=", token));
};
/** The same for a session that is known. */
export const bindOpenSession = async (
  tx: Tx,
  sessionId: string,
  { companyId, personId }: Pick<LoginSession, "companyId" | "personId">,
): Promise<void> => {
  const set = { company_id: companyId, person_id: personId, persona: false };
  await tx.change(statements.updateTable("login_session").set(set).where("id", "=", sessionId));
};
/** A passkey opened it, or confirmed it. */
export const confirmedByPasskey = async (
  tx: Tx,
  session: { readonly sessionId: string } | { readonly token: string },
): Promise<void> => {
  const confirmed = statements.updateTable("login_session").set({ by_passkey: true });
  await tx.change(
    "token" in session ? confirmed.where("token", "=", session.token) : confirmed.where("id", "=", session.sessionId),
  );
};
/** Ends all of somebody's other sessions that a passkey opened. */
export const endSessionsByPasskey = async (tx: Tx, userId: string, kept: string): Promise<void> => {
  const others = statements.deleteFrom("login_session").where("user_id", "=", userId).where("id", "<>", kept);
  await tx.change(others.where("by_passkey", "=", true));
};
/** No passkey is left that would confirm anything. */
export const confirmedNoMore = async (tx: Tx, userId: string): Promise<void> => {
  await tx.change(statements.updateTable("login_session").set({ by_passkey: false }).where("user_id", "=", userId));
};
export const prolongLoginSession = async (tx: Tx, sessionId: string, now: Instant, until: Instant): Promise<void> => {
  const set = { updated_at: instantParameter(now), expires_at: instantParameter(until) };
  await tx.change(statements.updateTable("login_session").set(set).where("id", "=", sessionId));
};
/** Ends one of somebody's; gives whether it was there. */
export const endLoginSession = async (tx: Tx, userId: string, sessionId: string): Promise<boolean> =>
  (await tx.change(
    statements.deleteFrom("login_session").where("user_id", "=", userId).where("id", "=", sessionId),
  )) === 1;
/** Ends all of somebody's but one; gives how many. */
export const endOtherLoginSessions = (tx: Tx, userId: string, kept: string | undefined): Promise<number> => {
  const all = statements.deleteFrom("login_session").where("user_id", "=", userId);
  return tx.change(kept === undefined ? all : all.where("id", "<>", kept));
};
