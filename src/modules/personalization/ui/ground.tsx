"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * A box in colours that are being chosen. They are set by script, since the content security policy allows no style
 * attributes in what the server sends.
 */
export function Ground({
  colour,
  text,
  className,
  children,
}: {
  colour: string;
  text?: string;
  className?: string;
  children?: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    box.current.style.backgroundColor = colour;
    box.current.style.color = text ?? "";
  }, [colour, text]);
  return (
    <div ref={box} className={className}>
      {children}
    </div>
  );
}
