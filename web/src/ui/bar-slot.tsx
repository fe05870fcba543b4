import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/** Into the bar above the page, which is there before the page's own part. */
export function BarSlot({ children }: { readonly children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById("bar-slot")), []);
  return slot ? createPortal(children, slot) : null;
}
