import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/shared/ui/card";

/** The business model as a drawing: operator → resellers → end customers, and operator → end customers (R012). */
export function SupplyChain({ operator }: { operator: string }) {
  const t = useTranslations("support.model");
  return (
    <Card title={t("title")} description={t("text")}>
      <div className="grid justify-items-center gap-2 text-center text-sm">
        <Box strong>{operator}</Box>
        <div className="grid w-full gap-4 sm:grid-cols-2">
          <div className="grid justify-items-center gap-2">
            <Down />
            <Box>{t("reseller")}</Box>
            <Down />
            <Box>{`${t("reseller")} · ${t("customer")}`}</Box>
          </div>
          <div className="grid content-start justify-items-center gap-2">
            <Down />
            <Box>{t("direct")}</Box>
          </div>
        </div>
        <Down />
        <Box>{t("holders")}</Box>
      </div>
    </Card>
  );
}

function Box({ strong, children }: { strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        strong
          ? "rounded-md border border-accent bg-accent-soft px-4 py-2 font-semibold"
          : "rounded-md border border-line px-4 py-2"
      }
    >
      {children}
    </div>
  );
}

function Down() {
  return <ArrowDown aria-hidden="true" className="size-4 text-muted" />;
}
