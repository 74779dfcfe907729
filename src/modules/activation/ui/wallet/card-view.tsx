import { useTranslations } from "next-intl";
import type { CardFace } from "../../contract";

type Face = Pick<CardFace, "kind" | "title" | "firstName" | "lastName" | "site"> & Partial<CardFace>;

/** The sign of a card that is held to a reader. */
function Waves() {
  return (
    <svg className="wl-waves" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M9 10.5a9 9 0 0 1 0 11M14.2 7.5a14 14 0 0 1 0 17M19.4 4.5a19 19 0 0 1 0 23" />
    </svg>
  );
}

/** A card's front: what it opens, whose it is, and its number. */
export function CardView({ card, dimmed = false }: { card: Face; dimmed?: boolean }) {
  const t = useTranslations("wallet");
  const number = card.privateId ?? card.csn;
  return (
    <span className="wl-card" data-kind={card.kind} data-dimmed={dimmed || undefined}>
      <span className="wl-card-top">
        <span className="wl-card-title">{card.title}</span>
        <Waves />
      </span>
      <span className="wl-card-bottom">
        <span className="wl-card-name">
          {card.firstName} {card.lastName}
        </span>
        <span className="wl-card-foot">
          <span className="wl-card-site">{card.company ? `${card.site} · ${card.company}` : card.site}</span>
          {number && (
            <span className="wl-card-number">
              <span className="wl-card-label">{card.csn ? t("field.csn") : t("field.id")}</span>
              {number}
            </span>
          )}
        </span>
      </span>
    </span>
  );
}
