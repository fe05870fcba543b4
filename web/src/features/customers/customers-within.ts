// Clauses: C7.1, N7
import type { ListedCustomer } from "../../source/house-client.ts";

type Listed = Pick<ListedCustomer, "code" | "data" | "serving">;
/**
 * Of the rows on the screen those of which something that is shown begins with a text: the name as far as it is not masked, the code, the
 * agent or the contract. The house is not asked, so that a beginning finds nobody who is not on the screen already.
 */
export const rowsWithin = <Row extends Listed>(rows: readonly Row[], text: string): readonly Row[] => {
  const sought = plain(text);
  if (sought === "") return rows;
  return rows.filter(({ code, data, serving }) =>
    [data.name ?? "", code, ...serving.flatMap(({ agentName, number }) => [agentName, number])].some((shown) =>
      plain(shown).startsWith(sought),
    ),
  );
};
const plain = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
