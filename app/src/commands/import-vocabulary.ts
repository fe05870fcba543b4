// Clauses: C7.1
import { TAKEOVER_KINDS } from "@fealty/engine/pay/opening-intake.ts";
import type { Vocabulary } from "../evaluation/protocol.ts";
import { readContract, readContractFiles } from "../store/contracts.ts";
import { readEventTextOf } from "../store/events.ts";
import { newUuid } from "../store/uuid.ts";
import type { House } from "./house.ts";

export interface VocabularyReader {
  readonly vocabularyOf: (contractId: string) => Promise<Vocabulary>;
  /** The version of its files that was read. */
  readonly versionOf: (contractId: string) => number | undefined;
}
/** What contracts can read, each asked once. Beside the transaction that asks, whose connection is taken up by a COPY. */
export const vocabularyReader = (house: House, companyId: number): VocabularyReader => {
  const known = new Map<string, { readonly version: number; readonly vocabulary: Vocabulary }>();
  return {
    vocabularyOf: async (contractId) => {
      const kept = known.get(contractId);
      if (kept) return kept.vocabulary;
      const { version, files, facts } = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => ({
        version: (await readContract(tx, contractId)).version,
        files: await readContractFiles(tx, contractId),
        facts: await readEventTextOf(tx, contractId, [...TAKEOVER_KINDS]),
      }));
      // Under a name of its own: the contract itself may be held with all its events, and stays so.
      const key = { companyId, contractId: newUuid(), version, sequence: 0 };
      const material = () => Promise.resolve({ files, facts });
      const vocabulary = await house.threads.ask<"vocabulary">(key, { ask: "vocabulary" }, material);
      house.threads.drop(key);
      known.set(contractId, { version, vocabulary });
      return vocabulary;
    },
    versionOf: (contractId) => known.get(contractId)?.version,
  };
};
