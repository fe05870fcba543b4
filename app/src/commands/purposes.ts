/** What for beyond the contract itself a customer's data may be used, each with a consent of its own (PIPL 13, 23, 24, 25, 29). */
export const PURPOSES = ["marketing", "survey", "profiling", "sharing", "sensitive", "publication"] as const;
