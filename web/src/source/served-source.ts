// Clauses: N1, N2, N3
import type { ContractEntry, ContractSource, Viewpoint } from "./contract-source.ts";
import { type HouseClient, reasonOf } from "./house-client.ts";

/** Contracts of files that were dropped in; they stay on this machine and never reach the house. */
const isLocal = (id: string): boolean => id.startsWith("local-");

/** Contracts that the house keeps come from it; files that were dropped in are opened by `local`, on this machine. */
export const openServedSource = (house: HouseClient, local: ContractSource): ContractSource => {
  const asked = async <T>(language: "zh" | "en", question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      throw new Error(reasonOf(error, language), { cause: error });
    }
  };
  const seen = (number: string, { party, language, asOf }: Viewpoint) => ({ number, party, language, asOf });
  /** The contract that was opened or shown last, where it is a local one: facts dropped alone are read for it, never for another. */
  let shown = "";
  return {
    contracts: async () => (await local.contracts()).filter(({ id }) => isLocal(id)),
    entry: async (id): Promise<ContractEntry | undefined> => {
      if (isLocal(id)) return local.entry(id);
      try {
        return { ...(await house.contract.entry({ number: id })), id };
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "NO_SUCH_CONTRACT") return undefined;
        throw error;
      }
    },
    evaluate: async (id, viewpoint) => {
      shown = isLocal(id) ? id : "";
      return isLocal(id)
        ? local.evaluate(id, viewpoint)
        : { ...(await asked(viewpoint.language, house.contract.view(seen(id, viewpoint)))), id };
    },
    digest: async (id, viewpoint) =>
      isLocal(id)
        ? local.digest(id, viewpoint)
        : (await asked(viewpoint.language, house.contract.digest(seen(id, viewpoint)))).digest,
    marks: (id, { party, language, asOf }) =>
      isLocal(id)
        ? local.marks(id, { party, language, asOf })
        : asked(language, house.contract.marks({ number: id, party, language })),
    timeline: (id, viewpoint, { kinds, ...filter }) =>
      isLocal(id)
        ? local.timeline(id, viewpoint, { kinds, ...filter })
        : asked(viewpoint.language, house.contract.timeline({ ...seen(id, viewpoint), ...filter, kinds: [...kinds] })),
    explain: async (id, viewpoint, ref) => {
      if (isLocal(id)) return local.explain(id, viewpoint, ref);
      try {
        return (await house.contract.explain({ ...seen(id, viewpoint), ref })).explanation;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "NO_SUCH_FIGURE") return undefined;
        throw new Error(reasonOf(error, viewpoint.language), { cause: error });
      }
    },
    recompute: (id, viewpoint, ref) =>
      isLocal(id)
        ? local.recompute(id, viewpoint, ref)
        : asked(viewpoint.language, house.contract.recompute({ ...seen(id, viewpoint), ref })),
    open: async (files, language) => {
      const result = await local.open(files, language, shown);
      if (result.entry !== undefined) shown = result.entry.id;
      return result;
    },
    onProgress: (listener) => local.onProgress(listener),
  };
};
