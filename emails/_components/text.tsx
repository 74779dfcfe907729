import { Link } from "@react-email/link";
import type { ReactNode } from "react";
import { light } from "./palette";

const base = { margin: "0 0 16px", fontSize: "16px", lineHeight: "25px", color: light.ink };

/** The mail's one heading. */
export function Title({ children }: { children: ReactNode }) {
  return (
    <h1
      className="ink"
      style={{ margin: "0 0 20px", fontSize: "24px", lineHeight: "32px", fontWeight: 700, color: light.ink }}
    >
      {children}
    </h1>
  );
}

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <p className="ink" style={base}>
      {children}
    </p>
  );
}

/** Side remarks: how long a link works, what to do if the mail was not expected. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p
      className="soft"
      style={{ ...base, margin: "0 0 12px", fontSize: "14px", lineHeight: "22px", color: light.soft }}
    >
      {children}
    </p>
  );
}

/** Steps in their order, numbered. */
export function Steps({ children }: { children: ReactNode[] }) {
  return (
    <ol className="ink" style={{ ...base, padding: "0 0 0 24px" }}>
      {children.filter(Boolean).map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps never move
        <li key={index} style={{ margin: "0 0 8px" }}>
          {child}
        </li>
      ))}
    </ol>
  );
}

/**
 * An address in full, for those who can't press the button or want to see where it leads. The text part has the
 * button's address already; `inText` repeats this one where it is another.
 */
export function PlainAddress({ label, url, inText = false }: { label: string; url: string; inText?: boolean }) {
  return (
    <p
      data-skip-in-text={inText ? undefined : "true"}
      className="soft"
      style={{ ...base, margin: "0 0 16px", fontSize: "14px", lineHeight: "22px", color: light.soft }}
    >
      {label}
      <br />
      <Link
        className="link"
        href={url}
        style={{ color: light.link, textDecoration: "underline", wordBreak: "break-all" }}
      >
        {url}
      </Link>
    </p>
  );
}

/** A link inside a text. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="link" href={href} style={{ color: light.link, textDecoration: "underline" }}>
      {children}
    </Link>
  );
}
