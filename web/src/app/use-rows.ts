import { useContext, useState } from "react";
import type { HouseClient } from "../source/house-client.ts";
import { MomentContext, useAsked, useHouse } from "./house-context.tsx";

/** How many rows are shown at first, and are added when somebody wants more. */
const PAGE = 60;
/** As many as one answer brings. */
const MOST = 500;

interface Span {
  readonly offset: number;
  readonly limit: number;
}
/** A list of the house that comes in parts; asked for anew whenever `asks` changes. */
export const useRows = <Row, Page extends { readonly total: number; readonly rows: readonly Row[] }>(
  asks: string,
  ask: (house: HouseClient, span: Span) => Promise<Page & { readonly rows: readonly Row[] }>,
) => {
  const house = useHouse();
  const key = `${asks} ${useContext(MomentContext)}`;
  const { answer, ...asked } = useAsked(key, (one) => ask(one, { offset: 0, limit: PAGE }));
  const [rest, setRest] = useState<{ readonly key: string; readonly rows: readonly Row[] }>();
  const rows = [...(answer?.rows ?? []), ...(rest?.key === key ? rest.rows : [])];
  const addRows = async (first: number): Promise<void> => {
    const next = await ask(house, { offset: rows.length, limit: PAGE });
    setRest({ key, rows: [...rows.slice(first), ...next.rows] });
  };
  return {
    ...asked,
    page: answer && { ...answer, rows },
    /** Absent where all are shown. */
    more: answer && rows.length < answer.total ? () => void addRows(answer.rows.length) : undefined,
    /** All of them, for a file. */
    whole: async (): Promise<readonly Row[]> => {
      const all: Row[] = [];
      for (;;) {
        const next = await ask(house, { offset: all.length, limit: MOST });
        all.push(...next.rows);
        if (next.rows.length < MOST) return all;
      }
    },
  };
};
