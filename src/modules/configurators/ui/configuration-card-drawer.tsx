"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { labelledFields } from "@/modules/accounts";
import { useCardPhoneItems } from "@/modules/delivery/ui/card-phone-panel";
import { CardStatusBadges } from "@/modules/delivery/ui/card-status-panel";
import { CardTimeline } from "@/modules/delivery/ui/card-timeline-panel";
import { DefinitionList } from "@/shared/ui/details";
import { Drawer } from "@/shared/ui/dialog";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfigurationCardDetails } from "../contract";
import type { ConfiguratorWords } from "./words";

/** One configuration card: whose it is, which phone holds it, and all that has happened to it. */
export function ConfigurationCardDrawer({
  siteId,
  cardId,
  words,
  labels,
  timeZone,
  footer,
  onClose,
}: {
  siteId: string;
  cardId: string;
  words: ConfiguratorWords;
  /** What the account calls its own fields of configurators, 1 to 5. */
  labels: readonly (string | null)[];
  timeZone: string;
  footer: (card: ConfigurationCardDetails) => ReactNode;
  onClose: () => void;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const card = useQuery(trpc.configurationCards.get.queryOptions({ siteId, cardId }));
  return (
    <Drawer
      open
      onOpenChange={(open) => open || onClose()}
      title={card.data ? card.data.configuration.name : t("action.details")}
      footer={card.data ? footer(card.data) : undefined}
    >
      {card.isPending ? <SkeletonText lines={8} /> : null}
      {card.isError ? <ErrorState title={errorText(card.error)} /> : null}
      {card.data ? <Details card={card.data} words={words} labels={labels} timeZone={timeZone} /> : null}
    </Drawer>
  );
}

function Details({
  card,
  words,
  labels,
  timeZone,
}: {
  card: ConfigurationCardDetails;
  words: ConfiguratorWords;
  labels: readonly (string | null)[];
  timeZone: string;
}) {
  const t = useTranslations("configurators");
  const d = useTranslations("cards.drawer");
  const { configurator } = card;
  const phone = useCardPhoneItems(card, timeZone);
  return (
    <div className="space-y-6">
      <CardStatusBadges card={card} />
      <DefinitionList
        columns={2}
        items={[
          { label: t("columns.firstName"), value: configurator.firstName },
          { label: t("columns.lastName"), value: configurator.lastName },
          { label: t("columns.email"), value: configurator.email, wide: true },
          { label: t("columns.phone"), value: configurator.phone },
          ...labelledFields(labels).map(({ name, label }) => ({ label, value: configurator[name] })),
          {
            label: t("cards.columns.configuration", { configurationName: words.configurationName }),
            value: card.configuration.name,
            wide: true,
          },
          ...phone,
        ]}
      />
      <section>
        <h3 className="mb-3 text-base font-semibold">{d("timeline")}</h3>
        <CardTimeline entries={card.timeline} timeZone={timeZone} />
      </section>
    </div>
  );
}
