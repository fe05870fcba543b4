// Clauses: N1, C6.3
import { localDay, type Zone } from "../calendar/zone.ts";
import type { EventView } from "../contract/event-view.ts";
import { partyNamed } from "../contract/members.ts";
import type { Contract } from "../contract/model.ts";
import { countedApprovers } from "./approvers.ts";
import { type AttributeBook, attributesAt, NO_ATTRIBUTES } from "./attributes.ts";
import type { Event } from "./event.ts";

/** What conditions see of an event; most facts meet no condition, so the record is put together when one asks. */
class FactView implements EventView {
  readonly customer: Readonly<Record<string, unknown>>;
  readonly agent: Readonly<Record<string, unknown>>;
  private readonly source: Event;
  private readonly zone: Zone;
  private record: Readonly<Record<string, unknown>> | undefined;
  private readonly contract: Contract;
  constructor(
    source: Event,
    zone: Zone,
    contract: Contract,
    customer: Readonly<Record<string, unknown>>,
    agent: Readonly<Record<string, unknown>>,
  ) {
    this.source = source;
    this.zone = zone;
    this.contract = contract;
    this.customer = customer;
    this.agent = agent;
    this.record = undefined;
  }
  get event(): Readonly<Record<string, unknown>> {
    this.record ??= this.read();
    return this.record;
  }
  /**
   * Whoever acted for a party is that party to a condition, an outsider keeps his name; who approved a hand-made line are those
   * whose approval counts.
   */
  private read(): Readonly<Record<string, unknown>> {
    const { fields, id, kind, at, by, customer, contract } = this.source;
    const { parties } = this.contract;
    const actor = by === undefined ? undefined : (partyNamed(parties, by) ?? by);
    const approved = kind === "adjustment" ? { approved_by: countedApprovers(this.contract, this.source) } : {};
    const local_day = localDay(this.zone, at);
    return { ...fields, ...approved, id, kind, at, local_day, by: actor, customer, contract };
  }
}
/** The view of an event, with what was known of its customer and of the agent at its time. */
export const viewOf = (event: Event, zone: Zone, contract: Contract, attributes: AttributeBook): EventView =>
  new FactView(
    event,
    zone,
    contract,
    event.customer === undefined ? NO_ATTRIBUTES : attributesAt(attributes, `customer:${event.customer}`, event.at),
    attributesAt(attributes, "agent", event.at),
  );
