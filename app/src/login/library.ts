// Clauses: N1
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import type { Store } from "../store/open-store.ts";

/** How the store lets the library reach its tables. */
type Dialect = Store["loginDialect"];
const DAY = 86_400;
/** Seconds a device stays signed in when nobody uses it. */
export const SESSION_SECONDS = 7 * DAY;
export const MOST_PASSWORD_CHARACTERS = 128;

/**
 * The login library over the tables of migration 0011. What it is asked for: hashes of passwords, sessions and their cookies, second factors.
 * Who may sign in under which name, waiting after failures, invitations and what somebody may do are ours.
 * @param cookies the key that signs cookies
 * @param dialect the store's, in the app's role and schema
 */
export const loginLibrary = (dialect: Dialect, cookies: string) =>
  betterAuth({
    appName: "Fealty",
    secret: cookies,
    // It asks for one to write links; none of its links is used.
    baseURL: "http://127.0.0.1",
    database: { dialect, type: "postgres" },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Counted by us, for the account and for the address.
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 1, maxPasswordLength: 4 * MOST_PASSWORD_CHARACTERS },
    advanced: {
      cookiePrefix: "fealty",
      database: { generateId: () => crypto.randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    user: {
      modelName: "login_user",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
    },
    session: {
      modelName: "login_session",
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
      },
    },
    account: {
      modelName: "login_account",
      fields: {
        accountId: "account_id",
        providerId: "provider_id",
        userId: "user_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      modelName: "login_verification",
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    plugins: [
      twoFactor({
        issuer: "忠约 Fealty",
        // Counted by us for the account, as passwords are: its own lock would answer a right code as a wrong one.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "login_two_factor",
            fields: {
              backupCodes: "backup_codes",
              userId: "user_id",
              failedVerificationCount: "failed_verification_count",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
    ],
  });
export type LoginLibrary = ReturnType<typeof loginLibrary>;
