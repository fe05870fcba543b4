// Clauses: N6, C11.1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { listContracts } from "../store/contracts.ts";
import { countContracts, listContractRows, listDue, listFindings } from "../store/derived-reads.ts";
import { listIncidents } from "../store/incidents.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { computedOf, listedContract, listedDuties, listedFinding, type Named } from "./contract-rows.ts";
import { withNames } from "./customer-names.ts";
import { companyNow, type House } from "./house.ts";
import { incidentClocks, isClosed } from "./incident-clocks.ts";
import { waitingLetters } from "./read-letters.ts";
import { waitingLicences } from "./read-licences.ts";
import { waitingRules } from "./read-rules.ts";

const DAY = 86_400_000_000;

/**
 * What the company's first page is made of, at its present moment: what waits for a decision, what falls due, what is at risk.
 * Only of contracts that are computed at that moment; `expected` are on their way in.
 */
export const readToday = (
  house: House,
  caller: Caller,
  { days, most = 500 }: { readonly days: number; readonly most?: number },
  expected = 0,
) => {
  authorise(caller, "read-today");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-today"), snapshot: true },
    async (tx) => {
      const now = await companyNow(house, tx);
      const until = (now + days * DAY) as Instant;
      const contracts = await listContracts(tx);
      const names = new Map<string, Named>(contracts.map((one) => [one.contractId, one]));
      const { stale, computed } = await computedOf(house, tx, expected);
      const counts = await countContracts(tx, { stale });
      const findings = await listFindings(tx, { statuses: ["proposed", "answered"], stale, limit: most });
      const due = await listDue(tx, until, most, stale);
      const atRisk = await listContractRows(tx, { atRisk: true, stale }, { limit: most });
      const waiting = await waitingLetters(tx, now, names, most);
      const incidents = (await listIncidents(tx)).filter((one) => !isClosed(one));
      return {
        now,
        until,
        /** What is still owed after incidents with personal data, the first due first. */
        incidentSteps: incidents
          .flatMap((one) =>
            incidentClocks(one, now).flatMap(({ step, dueAt, byLaw, doneAt }) =>
              doneAt === undefined ? [{ incident: one.code, step, dueAt, byLaw, late: dueAt < now }] : [],
            ),
          )
          .sort((a, b) => a.dueAt - b.dueAt),
        /** Letters that wait for a second person, and acts outside every letter that nobody has settled. */
        ...waiting,
        /** Rules that wait for a second person, and present ones that not everybody has acknowledged. */
        ...(await waitingRules(tx, contracts, await companyDay(house, tx))),
        /** Licences that end soon or are missing; of those who may not read the register, nothing. */
        ...(await waitingLicences(tx, caller, await companyDay(house, tx))),
        complete: due.length < most && computed.done === computed.of,
        computed,
        counts,
        findings: await withNames(
          tx,
          caller,
          findings.map((finding) => listedFinding(finding, names.get(finding.contractId)!)),
        ),
        due: await withNames(
          tx,
          caller,
          due
            .flatMap((clause) => listedDuties(clause, now, until, names.get(clause.contractId)!))
            .sort((a, b) => a.dueAt! - b.dueAt!),
        ),
        atRisk: atRisk.map(listedContract),
      };
    },
  );
};
