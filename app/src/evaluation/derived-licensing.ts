// Clauses: C6.2
import type { Evaluation } from "@fealty/engine/evaluation.ts";
import type { Day } from "@fealty/engine/values/brand.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import type { DerivedLicensing } from "../store/licences.ts";
import { LICENCE_FACTS } from "./licence-facts.ts";

/** An empty record where no plan asks for a licence. */
export const derivedLicensing = (evaluation: Evaluation): DerivedLicensing | Record<string, never> => {
  const licensing = evaluation.licensing();
  if (licensing === undefined) return {};
  const { members, filed, held } = licensing;
  const of = new Map<string | undefined, Day[]>();
  for (const { day, lacking } of held)
    for (const who of lacking) {
      const days = of.get(who);
      if (days) days.push(day);
      else of.set(who, [day]);
    }
  return {
    members: members.map(({ id, name, from, until }) => ({
      id,
      name,
      ...(from === undefined ? {} : { from: dayText(from) }),
      ...(until === undefined ? {} : { until: dayText(until) }),
    })),
    filed: filed
      .filter(({ event }) => !event.startsWith(LICENCE_FACTS))
      .map(({ licence, member, insurer, from, before }) => ({
        licence,
        ...(member === undefined ? {} : { member }),
        ...(insurer === undefined ? {} : { insurer }),
        fromOn: dayText(from),
        ...(before === undefined ? {} : { beforeOn: dayText(before) }),
      })),
    held: [...of].map(([member, days]) => ({
      ...(member === undefined ? {} : { member }),
      sales: days.length,
      // They come by their moment.
      firstOn: dayText(days[0]!),
      lastOn: dayText(days.at(-1)!),
    })),
  };
};
