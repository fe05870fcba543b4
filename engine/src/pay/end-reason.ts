// Clauses: C6.3

/** Ends that nobody chose, or that the payer caused: nothing is taken back unless the plan says otherwise. */
const EXCUSED: readonly string[] = [
  "death",
  "claim",
  "maturity",
  "matured",
  "company_fault",
  "身故",
  "死亡",
  "理赔",
  "满期",
  "到期",
  "公司过错",
];
/** Ends by choice or default of the customer or the agent. */
const ORDINARY: readonly string[] = [
  "lapse",
  "lapsed",
  "surrender",
  "surrendered",
  "cancelled",
  "canceled",
  "cancellation",
  "cooling_off",
  "withdrawn",
  "withdrawal",
  "non_payment",
  "unpaid",
  "replaced",
  "replacement",
  "transfer",
  "transferred",
  "moved",
  "customer",
  "退保",
  "失效",
  "撤单",
  "犹豫期",
  "未缴费",
  "转保",
];
/**
 * What the reason of an end says to a claw-back without `when`: `Death`, `company fault` and `company-fault` are what they mean.
 * A reason that is neither counts as ordinary, and a warning tells it; none at all is ordinary.
 */
export const endReasonOf = (written: unknown): "excused" | "ordinary" | "unknown" => {
  if (typeof written !== "string") return "ordinary";
  const reason = written
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");
  return EXCUSED.includes(reason) ? "excused" : ORDINARY.includes(reason) ? "ordinary" : "unknown";
};
