import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDateTime } from "@/i18n/format";
import { CopyButton } from "@/shared/ui/copy-button";
import type { OpenLink } from "../contract";
import type { CardStatus } from "../domain/card-machine";

type Held = {
  status: CardStatus;
  device: string | null;
  lastSyncAt: string | null;
  leaseEndsAt: string | null;
  link: OpenLink | null;
  scheduledFor?: string | null;
};

/** Names and values of which phone holds a card, until when, and of its open link, for a definition list. */
export function useCardPhoneItems(
  card: Held,
  timeZone: string,
  siteZone = timeZone,
): { label: ReactNode; value: ReactNode; wide?: boolean }[] {
  const t = useTranslations("cards.drawer");
  const time = (iso: string | null) => formatDateTime(iso, { timeZone });
  const { link } = card;
  const linkText = link?.dead === "killed" ? "linkKilled" : link?.dead ? "linkLapsed" : "linkUntil";
  return [
    { label: t("phone"), value: card.device ?? t("noPhone"), wide: true },
    ...(card.leaseEndsAt && card.status !== "CREATED"
      ? [
          { label: t("lastSync"), value: time(card.lastSyncAt) },
          { label: t("lease"), value: time(card.leaseEndsAt) },
        ]
      : []),
    ...(card.scheduledFor
      ? [
          {
            label: t("link"),
            value: t("scheduled", { at: formatDateTime(card.scheduledFor, { timeZone: siteZone }) }),
            wide: true,
          },
        ]
      : []),
    ...(link
      ? [{ label: t("link"), value: t(linkText, { sent: time(link.sentAt), until: time(link.expiresAt) }), wide: true }]
      : []),
    ...(link?.code
      ? [
          {
            label: t("code"),
            wide: true,
            value: (
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-mono text-base tracking-widest">{link.code}</span>
                <CopyButton text={link.code} what={t("code")} />
                <span className="text-xs text-muted">{t("codeHint")}</span>
              </span>
            ),
          },
        ]
      : []),
  ];
}
