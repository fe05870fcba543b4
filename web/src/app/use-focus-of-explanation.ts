import { type RefObject, useEffect, useRef } from "react";

/** Focus goes into the explanation that was asked for, and back to the figure that asked when it closes. */
export const useFocusOfExplanation = (explained: string | undefined, aside: RefObject<HTMLElement | null>): void => {
  const asked = useRef<HTMLElement>(undefined);
  useEffect(() => {
    const active = document.activeElement;
    if (explained === undefined) {
      const before = asked.current;
      asked.current = undefined;
      if (before?.isConnected) before.focus({ preventScroll: true });
      return;
    }
    // A link that opens with an explanation leaves the focus where a page begins.
    if (!(active instanceof HTMLElement) || active === document.body) return;
    if (!active.closest(".right, .ant-drawer")) asked.current = active;
    aside.current?.focus({ preventScroll: true });
  }, [explained, aside]);
};
