// Clauses: C7.1
import { RowFault } from "./fault.ts";
import type { ValueWriter } from "./field-writer.ts";
import type { KnownFacts } from "./known-facts.ts";
import type { FieldPlan } from "./mapping-model.ts";
import { decodeSpan } from "./row-state.ts";

/**
 * The match rule of a mapping: a value such as an e-mail address becomes the id of the known customer who has it. Several
 * who have it are never merged and never chosen between; the row is refused.
 */
export const customerWriter =
  (known: KnownFacts | undefined) =>
  (plan: FieldPlan, inner: ValueWriter): ValueWriter => {
    const rule = plan.customerBy;
    if (!rule || !known) return inner;
    return (state, out) => {
      const before = out.at;
      if (!inner(state, out)) return false;
      const value = String(JSON.parse(decodeSpan(out.buf, before, out.at)));
      out.at = before;
      const customers = known.customersBy(rule.attribute, value);
      if (customers.length > 1) throw new RowFault("several_customers", value, { customers: customers.join(", ") });
      if (customers.length === 0 && !rule.create) throw new RowFault("unknown_customer", value);
      const id = customers[0] ?? known.createCustomer(rule.attribute, value);
      if (customers[0] !== undefined) known.found++;
      const written = JSON.stringify(id);
      out.room(written.length * 3);
      out.ascii(written);
      return true;
    };
  };
