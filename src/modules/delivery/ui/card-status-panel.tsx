import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Badge, type Tone } from "@/shared/ui/badge";
import type { CardPhase, CardStatus } from "../domain/card-machine";

const TONES: Record<Exclude<CardStatus, "DELETED">, Tone> = {
  CREATED: "neutral",
  EMAIL_SENT: "info",
  ACTIVATED: "success",
  PENDING_REVOKE: "warning",
  REVOKED: "danger",
};

type Shown = { status: CardStatus; phase: CardPhase; validity?: string; scheduledFor?: string | null };

/**
 * Where a card stands, with what its status does not say: a change of phone, and a validity that rules it out now. Of a card whose e-mail is
 * to go out later, that stands in place of its status.
 */
export function CardStatusBadges({ card, timeZone = "UTC" }: { card: Shown; timeZone?: string }) {
  const t = useTranslations("cards");
  const status = card.status === "DELETED" ? "REVOKED" : card.status;
  const extra = card.phase === "REPLACING" ? "REPLACING" : card.phase.startsWith("PAID") ? "MOVING" : null;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <Badge tone={TONES[status]} dot={status === "EMAIL_SENT" || status === "PENDING_REVOKE" ? "hollow" : true}>
        {card.phase === "SCHEDULED"
          ? t("phase.SCHEDULED", { at: formatDateTime(card.scheduledFor, { timeZone }) })
          : t(`status.${status}`)}
      </Badge>
      {extra ? <Badge tone="info">{t(`phase.${extra}`)}</Badge> : null}
      {card.validity === "notYet" || card.validity === "expired" ? (
        <Badge tone="warning">{t(`validity.${card.validity}`)}</Badge>
      ) : null}
    </span>
  );
}
