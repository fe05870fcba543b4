/** Why processing is lawful (PIPL 13). */
export const LAWFUL_BASES = ["consent", "contract", "statutory", "emergency", "news", "public"] as const;
/** What makes an assessment due beforehand, beside entrusting (PIPL 55). */
export const ACTIVITY_RISKS = ["sensitive", "automated", "provides", "publishes", "abroad", "major"] as const;
export const CONCLUSIONS = ["go", "go_with_measures", "stop"] as const;
