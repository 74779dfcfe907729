import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Timeline } from "@/shared/ui/details";
import type { TimelineEntry } from "../contract";

/** All that has happened to a card, in words. */
export function CardTimeline({ entries, timeZone }: { entries: TimelineEntry[]; timeZone: string }) {
  const t = useTranslations("cards");
  const all = useTranslations();
  const title = (entry: TimelineEntry): string => {
    if (entry.type === "email")
      return t(`timeline.${entry.action}` as "timeline.cardSentQueued", entry.params as never);
    if (entry.type === "visit") {
      const client = String(entry.params.client).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return t("timeline.opened", {
        client: t.has(`client.${client}` as "client.ios") ? t(`client.${client}` as "client.ios") : client,
      });
    }
    const key = entry.action.replace(".", ".history.");
    return all.has(key as never) ? all(key as never, entry.params as never) : entry.action;
  };
  const failed = (entry: TimelineEntry) => /Failed|Bounced|linkKilled/.test(entry.action);
  return (
    <Timeline
      items={entries.map((entry) => ({
        id: entry.id,
        title: title(entry),
        time: formatDateTime(entry.at, { timeZone }),
        description: entry.performer ? t("drawer.by", { name: entry.performer }) : undefined,
        tone: failed(entry) ? ("danger" as const) : entry.type === "history" ? ("info" as const) : ("neutral" as const),
      }))}
    />
  );
}
