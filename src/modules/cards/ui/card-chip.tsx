import { useTranslations } from "next-intl";
import { cx } from "@/shared/ui/cx";
import type { UserCardKind } from "../domain/price";

/** A small picture of a card: blue for a private ID, orange for Mobile ID+; its kind is also told in words. */
export function CardChip({
  kind,
  plusProduct,
  size = "sm",
  className,
}: {
  kind: UserCardKind;
  plusProduct: string;
  size?: "sm" | "lg";
  className?: string;
}) {
  const t = useTranslations("cards");
  const label = t(`kind.${kind}`, { plusProduct });
  return (
    <svg
      viewBox="0 0 44 28"
      role="img"
      aria-label={label}
      className={cx(
        "shrink-0",
        size === "sm" ? "h-5 w-8" : "h-14 w-22",
        kind === "PRIVATE_ID" ? "text-[#2a6fd0]" : "text-[#c2590f]",
        className,
      )}
    >
      <title>{label}</title>
      <rect width="44" height="28" rx="4" fill="currentColor" />
      <path d="M0 20 C14 12 26 28 44 14 V24 a4 4 0 0 1 -4 4 H4 a4 4 0 0 1 -4 -4 Z" fill="#fff" opacity="0.18" />
      <rect x="5" y="6" width="8" height="6" rx="1.2" fill="#fff" opacity="0.85" />
      <path d="M5 9 h8 M9 6 v6" stroke="currentColor" strokeWidth="0.7" />
      <path
        d="M33 6.5 a4 4 0 0 1 0 6 M35.6 4.6 a7 7 0 0 1 0 9.8"
        fill="none"
        stroke="#fff"
        strokeWidth="1.3"
        strokeLinecap="round"
        opacity="0.9"
      />
      <rect x="5" y="18.5" width="15" height="1.8" rx="0.9" fill="#fff" opacity="0.9" />
      <rect x="5" y="22.2" width="9" height="1.8" rx="0.9" fill="#fff" opacity="0.65" />
    </svg>
  );
}
