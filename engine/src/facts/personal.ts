// Clauses: C7.1, N8
type Raw = Readonly<Record<string, unknown>>;
/** What a `subject` event may say of who a customer is. A register keeps it apart, sealed, and may have to forget it. */
export const PERSONAL_FIELDS = ["name", "phone"] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number];

/** Whether an event makes a customer known. */
export const isAboutCustomer = (raw: Raw): boolean => raw.kind === "subject" && raw.of === "customer";
const without = (raw: Raw): Raw => {
  const { name: _, phone: __, ...rest } = raw;
  return rest;
};
const tells = (raw: Raw): boolean => PERSONAL_FIELDS.some((field) => field in raw);
/**
 * What evidence is hashed over: the whole event, but for who a customer is. So the hash of what happened is the same before and after the
 * person was forgotten.
 * @param target the event that a correction names
 */
export const payloadOf = (raw: Raw, target: Raw | undefined): Raw => {
  if (isAboutCustomer(raw)) return tells(raw) ? without(raw) : raw;
  const { fields } = raw;
  if (raw.kind !== "corrected" || target === undefined || !isAboutCustomer(target)) return raw;
  if (typeof fields !== "object" || fields === null || !tells(fields as Raw)) return raw;
  return { ...raw, fields: without(fields as Raw) };
};
