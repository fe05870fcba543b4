import Drawer from "antd/es/drawer";
import { type ReactNode, useEffect, useRef } from "react";

/** What stands beside the text on a wide screen comes over it on a narrow one. */
export function Sheet({
  side,
  label,
  close,
  children,
}: {
  readonly side: "start" | "bottom";
  readonly label: string;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const content = useRef<HTMLDivElement>(null);
  // The drawer takes the focus itself and loses it again while it comes in.
  useEffect(() => {
    const enter = () => {
      if (!content.current?.contains(document.activeElement)) content.current?.focus({ preventScroll: true });
    };
    const timers = [40, 120, 240, 400, 700].map((after) => setTimeout(enter, after));
    return () => timers.forEach(clearTimeout);
  }, []);
  return (
    <Drawer
      open
      placement={side === "start" ? "left" : "bottom"}
      {...(side === "start" ? { size: 320 } : {})}
      aria-label={label}
      closable={false}
      onClose={close}
      rootClassName="screen-only"
      styles={{
        body: { padding: 0 },
        ...(side === "bottom" ? { wrapper: { height: "auto", maxHeight: "86vh", overflowY: "auto" } } : {}),
      }}
    >
      <div ref={content} tabIndex={-1} className="sheet-content">
        {children}
      </div>
    </Drawer>
  );
}
