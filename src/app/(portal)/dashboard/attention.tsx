import { BellRing, Clock, Coins, MailX, ShoppingCart, SmartphoneNfc } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "@/i18n/format";
import { TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import type { AttentionDto, DashboardDto } from "./dashboard-dto";

const ICONS = { notActivated: <Clock />, notDelivered: <MailX />, revokeLate: <SmartphoneNfc /> };

/** What needs a person now, each with the list that shows just that; nothing where all is well. */
export function Attention({ data, attention }: { data: DashboardDto; attention: AttentionDto }) {
  const t = useTranslations("dashboard.attention");
  const locale = useLocale();
  const { credits } = data;
  const number = (value: number) => formatNumber(value, locale);
  const items: { key: string; icon: ReactNode; text: string; href: string | null }[] = [];
  if (credits.reached)
    items.push({
      key: "credits",
      icon: <Coins />,
      text: t("credits", { available: number(credits.available), threshold: number(credits.threshold ?? 0) }),
      href: data.may.readCredits ? "/credits" : null,
    });
  if (attention.waitingOrders > 0)
    items.push({
      key: "orders",
      icon: <ShoppingCart />,
      text: t("orders", { count: attention.waitingOrders }),
      href: "/credits/orders",
    });
  if (attention.lowCustomers > 0)
    items.push({
      key: "customers",
      icon: <BellRing />,
      text: t("customers", { count: attention.lowCustomers }),
      href: "/customers?f.credits=REACHED",
    });
  for (const { what, siteId, site, count, more } of attention.cards)
    items.push({
      key: `${what}-${siteId}`,
      icon: ICONS[what],
      text: t(more ? `${what}More` : what, { count, site }),
      href: `/sites/${siteId}/cards?f.attention=${what}`,
    });
  if (items.length === 0) return null;
  return (
    <Card title={t("title")} className="mb-7">
      <ul className="-my-2 divide-y divide-line text-sm">
        {items.map((item) => (
          <li key={item.key} className="flex items-start gap-3 py-2.5">
            <span aria-hidden="true" className="mt-0.5 text-warning [&_svg]:size-4">
              {item.icon}
            </span>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{item.text}</span>
            {item.href ? (
              <TextLink href={item.href} className="shrink-0">
                {t("look")}
                <span className="sr-only">: {item.text}</span>
              </TextLink>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
