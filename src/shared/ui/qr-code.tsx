import { create } from "qrcode";
import { useMemo } from "react";
import { cx } from "./cx";

/** A QR code as one path, black on white in every theme: readers want contrast. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: "L" });
    let path = "";
    for (let y = 0; y < modules.size; y++) {
      for (let x = 0; x < modules.size; x++) {
        if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
      }
    }
    return { size: modules.size, path };
  }, [text]);
  return (
    <svg
      className={cx("bg-white fill-black", className)}
      viewBox={`-3 -3 ${size + 6} ${size + 6}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
