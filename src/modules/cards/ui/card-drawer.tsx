"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatDateTime } from "@/i18n/format";
import { isLocale, localeNames } from "@/i18n/locales";
import type { labelledFields } from "@/modules/accounts";
import { useCardPhoneItems } from "@/modules/delivery/ui/card-phone-panel";
import { CardStatusBadges } from "@/modules/delivery/ui/card-status-panel";
import { CardTimeline } from "@/modules/delivery/ui/card-timeline-panel";
import { DefinitionList } from "@/shared/ui/details";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CardDetails } from "../contract";
import { CardChip } from "./card-chip";
import type { Words } from "./words";

/** One card: what it is, which phone holds it, and all that has happened to it. */
export function CardDrawer({
  siteId,
  cardId,
  words,
  timeZone,
  siteZone,
  labels,
  footer,
  onClose,
}: {
  siteId: string;
  cardId: string;
  words: Words;
  timeZone: string;
  /** The site's time zone: validity and sends to come are told by its clocks. */
  siteZone: string;
  /** The fields that the account has labelled. */
  labels: ReturnType<typeof labelledFields>;
  footer: (card: CardDetails) => ReactNode;
  onClose: () => void;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const card = useQuery(trpc.cards.get.queryOptions({ siteId, cardId }));
  return (
    <Drawer
      open
      onOpenChange={(open) => open || onClose()}
      title={card.data ? `${card.data.firstName} ${card.data.lastName}` : t("action.details")}
      aside={card.data ? <CardChip kind={card.data.kind} plusProduct={words.plusProduct} className="mt-1.5" /> : null}
      footer={card.data ? footer(card.data) : undefined}
    >
      {card.isPending ? <SkeletonText lines={8} /> : null}
      {card.isError ? <ErrorState title={errorText(card.error)} /> : null}
      {card.data ? (
        <Details card={card.data} words={words} timeZone={timeZone} siteZone={siteZone} labels={labels} />
      ) : null}
    </Drawer>
  );
}

function Details({
  card,
  words,
  timeZone,
  siteZone,
  labels,
}: {
  card: CardDetails;
  words: Words;
  timeZone: string;
  siteZone: string;
  labels: ReturnType<typeof labelledFields>;
}) {
  const t = useTranslations("cards");
  const time = (iso: string | null) => formatDateTime(iso, { timeZone: siteZone });
  const validity =
    card.validFrom && card.validUntil
      ? t("validity.between", { from: time(card.validFrom), until: time(card.validUntil) })
      : card.validFrom
        ? t("validity.from", { from: time(card.validFrom) })
        : card.validUntil
          ? t("validity.until", { until: time(card.validUntil) })
          : t("validity.always");
  const phone = useCardPhoneItems(card, timeZone, siteZone);
  const held = card.status === "EMAIL_SENT" && !card.phase.startsWith("PAID");
  return (
    <div className="space-y-6">
      <CardStatusBadges card={card} timeZone={siteZone} />
      <DefinitionList
        columns={2}
        items={[
          { label: t("columns.email"), value: card.email, wide: true },
          { label: t("columns.phone"), value: card.phone },
          ...(card.kind === "PRIVATE_ID"
            ? [
                { label: t("form.configuration", words), value: card.configuration?.name },
                { label: t("form.privateId"), value: card.privateId },
              ]
            : [{ label: words.plusProduct, value: card.csn ?? t("drawer.csnPending") }]),
          {
            label: t("drawer.price"),
            value: card.price ? t(held ? "drawer.priceHeld" : "drawer.priceSpent", { price: card.price }) : null,
          },
          ...phone,
          { label: t("drawer.validity"), value: validity, wide: true },
          {
            label: t("drawer.language"),
            value: isLocale(card.locale) ? localeNames[card.locale] : t("form.localeDefault"),
          },
          ...labels.map(({ name, label }) => ({ label, value: card[name] })),
          { label: t("drawer.transferable"), value: t(card.transferable ? "drawer.yes" : "drawer.no") },
        ]}
      />
      {card.timeline.length > 0 ? (
        <section>
          <h3 className="mb-3 text-base font-semibold">{t("drawer.timeline")}</h3>
          <CardTimeline entries={card.timeline} timeZone={timeZone} />
        </section>
      ) : null}
    </div>
  );
}
