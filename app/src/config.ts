/** The only place that reads the process's environment. */
export interface Environment {
  readonly language: "zh" | "en";
  readonly colours: boolean;
  readonly columns: number;
}
/** Language from LC_ALL, LC_MESSAGES or LANG; Chinese where it says so, else English. Colours on a terminal unless NO_COLOR. */
export const readEnvironment = (): Environment => {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "";
  return {
    language: /^zh/i.test(locale) ? "zh" : "en",
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
    columns: process.stdout.columns ?? 100,
  };
};

/** Where the data is, as the environment says it. */
export interface StoreEnvironment {
  /** DATABASE_URL: an existing PostgreSQL; undefined: the one that comes with Fealty. */
  readonly databaseUrl: string | undefined;
  /** FEALTY_HOME: the folder whose `.fealty` names the database; undefined: the clone. */
  readonly home: string | undefined;
  /** FEALTY_STATE: below it stand programs and data of the database that comes with Fealty. */
  readonly state: string | undefined;
  /** XDG_STATE_HOME: where the system keeps a user's state. */
  readonly stateHome: string | undefined;
  /** FEALTY_MASTER_KEY: the master keys themselves, in base64; it outranks the file. */
  readonly masterKey: string | undefined;
  /** FEALTY_MASTER_KEY_FILE: the file of the master keys; undefined: `.fealty/master-key` of the folder above. */
  readonly masterKeyFile: string | undefined;
  /** FEALTY_RECORD_KEY_FILE: the key that records are signed with; undefined: `record-key` beside the file above. */
  readonly recordKeyFile?: string | undefined;
  /** FEALTY_TSA_URL: a time-stamping authority (RFC 3161) that is asked for each bundle of evidence; undefined: none. */
  readonly timeStampUrl?: string | undefined;
}
/** FEALTY_LOG: a file that gets a line of JSON for each request and error of the house; `-`: its output; undefined: none. */
export const readLogPlace = (): string | undefined => process.env.FEALTY_LOG || undefined;
export const readStoreEnvironment = (): StoreEnvironment => ({
  databaseUrl: process.env.DATABASE_URL || undefined,
  home: process.env.FEALTY_HOME || undefined,
  state: process.env.FEALTY_STATE || undefined,
  stateHome: process.env.XDG_STATE_HOME || undefined,
  masterKey: process.env.FEALTY_MASTER_KEY || undefined,
  masterKeyFile: process.env.FEALTY_MASTER_KEY_FILE || undefined,
  timeStampUrl: process.env.FEALTY_TSA_URL || undefined,
  recordKeyFile: process.env.FEALTY_RECORD_KEY_FILE || undefined,
});

/** How messages go out, as the environment says it; nothing is set: they wait in the outbox. */
export interface DeliveryEnvironment {
  /** FEALTY_PUBLIC_URL: the address under which people open the house; links in messages are made of it and of nothing else. */
  readonly publicUrl?: string | undefined;
  /** FEALTY_SMTP_URL: the server that takes mail, `smtps://user:password@host:465`. */
  readonly smtpUrl?: string | undefined;
  /** FEALTY_MAIL_FROM: `Fealty <noreply@example.com>`. */
  readonly mailFrom?: string | undefined;
  /** FEALTY_SMS_URL: the gateway that takes texts. */
  readonly smsUrl?: string | undefined;
  /** FEALTY_SMS_SECRET: signs what is handed to it. */
  readonly smsSecret?: string | undefined;
  /** FEALTY_WECOM_CORP: the company's own number in WeCom, `ww…`. */
  readonly wecomCorp?: string | undefined;
  /** FEALTY_WECOM_AGENT: number of the application in whose name messages come. */
  readonly wecomAgent?: string | undefined;
  /** FEALTY_WECOM_SECRET: the application's secret. */
  readonly wecomSecret?: string | undefined;
  /** FEALTY_WECOM_URL: where the service is, for a company that runs WeCom on its own machines. */
  readonly wecomUrl?: string | undefined;
}
export const readDeliveryEnvironment = (): DeliveryEnvironment => ({
  publicUrl: process.env.FEALTY_PUBLIC_URL || undefined,
  smtpUrl: process.env.FEALTY_SMTP_URL || undefined,
  mailFrom: process.env.FEALTY_MAIL_FROM || undefined,
  smsUrl: process.env.FEALTY_SMS_URL || undefined,
  smsSecret: process.env.FEALTY_SMS_SECRET || undefined,
  wecomCorp: process.env.FEALTY_WECOM_CORP || undefined,
  wecomAgent: process.env.FEALTY_WECOM_AGENT || undefined,
  wecomSecret: process.env.FEALTY_WECOM_SECRET || undefined,
  wecomUrl: process.env.FEALTY_WECOM_URL || undefined,
});
/** FEALTY_WEBHOOK_LOOPBACK=1: other systems on this machine itself may be told too, also over http; for a trial. */
export const readWebhookLoopback = (): boolean => process.env.FEALTY_WEBHOOK_LOOPBACK === "1";
