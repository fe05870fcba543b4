// Clauses: C1.2, N1
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import { DOOR_CHANGED } from "../source/door-changed.ts";
import type { Door, Who } from "../source/house-client.ts";
import { beginAnew, drawnFor } from "../source/present-company.ts";
import { HouseContext } from "./house-context.tsx";

export interface DoorAsked {
  /** Undefined until the house has answered. */
  readonly door: Door | undefined;
  readonly failure: unknown;
  /** Somebody signed in or out. */
  readonly again: () => void;
}
/** Who is signed in; undefined where no house stands behind the page, or nobody is. */
export const WhoContext = createContext<Who | undefined>(undefined);
export const useWho = (): Who | undefined => useContext(WhoContext);

/** Asks who is signed in at the start, and again when the house no longer knows. */
export const useDoor = (): DoorAsked => {
  const house = useContext(HouseContext);
  const [door, setDoor] = useState<Door>();
  const [failure, setFailure] = useState<unknown>();
  const seen = useRef<number>(undefined);
  const again = useCallback(() => {
    house?.door.read().then(
      (answer) => {
        const now = answer.who?.companyId;
        if (now !== undefined && seen.current !== undefined && seen.current !== now) return beginAnew(true);
        seen.current = now ?? seen.current;
        drawnFor(now);
        setDoor(answer);
        setFailure(undefined);
      },
      (problem: unknown) => setFailure(problem),
    );
  }, [house]);
  useEffect(() => {
    again();
    addEventListener(DOOR_CHANGED, again);
    return () => removeEventListener(DOOR_CHANGED, again);
  }, [again]);
  return { door, failure, again };
};
