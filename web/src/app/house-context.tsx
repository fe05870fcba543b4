import { createContext, useCallback, useContext, useEffect, useState } from "react";
import type { Company, HouseClient } from "../source/house-client.ts";

export const HouseContext = createContext<HouseClient | undefined>(undefined);
export const useHouse = (): HouseClient => {
  const house = useContext(HouseContext);
  if (!house) throw new Error("no house");
  return house;
};
/**
 * How often the house's present moment was moved, or what it holds grew: each question is asked anew, and what somebody is filling in stays.
 */
export const MomentContext = createContext(0);
/** What is asked of the house, again whenever `key` changes or the house's moment does. The last answer stays on screen while a new one is on its way. */
export const useAsked = <Answer,>(
  key: string,
  ask: (house: HouseClient) => Promise<Answer>,
): {
  readonly answer: Answer | undefined;
  readonly failure: unknown;
  readonly busy: boolean;
  readonly again: () => void;
} => {
  const house = useHouse();
  const [times, setTimes] = useState(0);
  const [got, setGot] = useState<{ readonly key: string; readonly answer?: Answer; readonly failure?: unknown }>();
  const moment = useContext(MomentContext);
  const wanted = `${key} ${times} ${moment}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says everything that the question depends on
  useEffect(() => {
    let current = true;
    ask(house).then(
      (answer) => current && setGot({ key: wanted, answer }),
      (failure: unknown) =>
        current &&
        setGot((before) => ({
          key: wanted,
          failure,
          ...(before?.answer === undefined ? {} : { answer: before.answer }),
        })),
    );
    return () => {
      current = false;
    };
  }, [house, wanted]);
  const again = useCallback(() => setTimes((before) => before + 1), []);
  return {
    answer: got?.answer,
    failure: got?.key === wanted ? got.failure : undefined,
    busy: got?.key !== wanted,
    again,
  };
};
export const useCompany = (): Company | undefined => useAsked("company", (house) => house.company.read()).answer;
