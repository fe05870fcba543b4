/** What for beyond the contract itself a customer's data may be used, each with a consent of its own (PIPL 13, 23, 24, 25, 29). */
export const PURPOSES = [
  "marketing",
  "survey",
  "profiling",
  "sharing",
  "intermediary",
  "sensitive",
  "publication",
] as const;

/** The same and the contract itself, for which no consent is needed (PIPL 13 (2)). */
export const RETAINED_PURPOSES = ["service", ...PURPOSES] as const;
export const RETENTION_BEGINNINGS = ["purpose_ended", "contract_ended", "limitation_over"] as const;
/** What may be kept for a purpose beside the name, without which no data is somebody's. */
export const RETAINED_FIELDS = ["phone", "identity", "bornOn"] as const;
