import type { Breach, Party } from "../contract/model.ts";
import type { Instant, Money } from "../values/brand.ts";
import type { Rational } from "../values/rational.ts";
import type { Trace } from "../values/trace.ts";

/** The loss that was proved, beside the damages for it (CC 585). It changes no amount. */
export interface ProvedLoss {
  readonly proved: Money;
  /** Damages / loss − 1; absent where nothing was lost. */
  readonly ratio?: Rational;
  /** More than 30 % above the loss: as a rule excessive. */
  readonly excessive: boolean;
  /** The proofs. */
  readonly ids: readonly string[];
}
/** Liquidated damages that the contract's formula gives for one finding. Proposed until a person has decided the breach; never set off by itself. */
export interface Claim {
  /** Reference of the entitlement, `C11.2/damages_from_agent`. */
  readonly ref: string;
  readonly clause: string;
  readonly finding: string;
  readonly breach: Breach;
  readonly holder: Party;
  readonly from: Party;
  readonly amount: Money;
  /** What the formula gave before the cap over all claims of the entitlement. */
  readonly uncapped: Money;
  /** Begun days, for formulas by the day. */
  readonly days?: number;
  /** When it is more without a new event, while it accrues by the day. */
  readonly nextChange?: Instant;
  readonly status: "proposed" | "decided";
  /** Absent while no loss was proved for the finding. */
  readonly loss?: ProvedLoss;
  readonly trace: () => Trace;
}
