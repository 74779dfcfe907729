"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/shared/ui/badge";

const TONES = { REQUESTED: "warning", CREATED: "info", ACTIVATED: "success", DISABLED: "neutral" } as const;

/** An account's status, as every list shows it. */
export function AccountStatusBadge({ status }: { status: keyof typeof TONES }) {
  const t = useTranslations("operator.status");
  return (
    <Badge tone={TONES[status]} dot>
      {t(status)}
    </Badge>
  );
}
