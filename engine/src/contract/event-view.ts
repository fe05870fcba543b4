/** What a condition sees: typed fields of the event and what was known of the customer and agent at its time. */
export interface EventView {
  readonly event: Readonly<Record<string, unknown>>;
  readonly customer: Readonly<Record<string, unknown>>;
  readonly agent: Readonly<Record<string, unknown>>;
}
