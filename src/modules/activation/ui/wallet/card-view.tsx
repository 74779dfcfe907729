import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useState } from "react";
import type { CardFace, CardLook } from "../../contract";

type Face = Pick<CardFace, "kind" | "title" | "firstName" | "lastName" | "site" | "company"> & Partial<CardFace>;

/** The sign of a card that is held to a reader. */
function Waves() {
  return (
    <svg className="wl-waves" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M9 10.5a9 9 0 0 1 0 11M14.2 7.5a14 14 0 0 1 0 17M19.4 4.5a19 19 0 0 1 0 23" />
    </svg>
  );
}

/** The customer's own line on top of a card: its logo, else its name (decisions, section 9). */
function Brand({ look, company }: { look: CardLook | undefined; company: string }) {
  const [lost, setLost] = useState(false);
  return (
    <span className="wl-card-brand">
      {look?.logo && !lost ? (
        // biome-ignore lint/performance/noImgElement: stored at its size, served for good, kept by the service worker
        <img src={look.logo} alt={company} onError={() => setLost(true)} />
      ) : (
        <span className="wl-card-company">{company}</span>
      )}
      <Waves />
    </span>
  );
}

/** A card's front, in its customer's look: what it opens, whose it is, and its number. */
export function CardView(props: { card: Face; look?: CardLook; dimmed?: boolean; flag?: ReactNode }) {
  const { card, look, dimmed = false, flag } = props;
  const t = useTranslations("wallet");
  const number = card.privateId ?? card.csn;
  const colours = look && ({ "--brand": look.background, "--brand-ink": look.text } as CSSProperties);
  return (
    <span className="wl-card" data-kind={card.kind} data-dimmed={dimmed || undefined} style={colours}>
      <Brand look={look} company={card.company} />
      <span className="wl-card-body">
        <span className="wl-card-top">
          <span className="wl-card-title">{card.title}</span>
          {flag}
        </span>
        <span>
          <span className="wl-card-name">
            {card.firstName} {card.lastName}
          </span>
          <span className="wl-card-foot">
            <span className="wl-card-site">{look?.logo ? `${card.site} · ${card.company}` : card.site}</span>
            {number && (
              <span className="wl-card-number">
                <span className="wl-card-label">{card.csn ? t("field.csn") : t("field.id")}</span>
                {number}
              </span>
            )}
          </span>
        </span>
      </span>
    </span>
  );
}
