import Drawer from "antd/es/drawer";
import type { ReactNode } from "react";

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
      {children}
    </Drawer>
  );
}
