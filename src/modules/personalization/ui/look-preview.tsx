"use client";

import { Coins, Smartphone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/i18n/locales";
import { Card } from "@/shared/ui/card";
import { logoPath } from "../domain/look";
import { Ground } from "./ground";
import { MailPreview } from "./mail-preview";

export type PreviewLook = {
  headerBackground: string;
  headerText: string;
  copyright: string;
  companyLogo: string | null;
  footerCompanyLogo: string | null;
  footerLogo: string | null;
};

/** How portal, landing page, card and e-mail will look, before anything is saved. */
export function LookPreview({
  look,
  productName,
  company,
}: {
  look: PreviewLook;
  productName: string;
  company: string;
}) {
  const t = useTranslations("personalization.preview");
  const locale = useLocale() as Locale;
  const bar = { colour: look.headerBackground, text: look.headerText };
  return (
    <div className="space-y-5 xl:sticky xl:top-20">
      <Card title={t("portal")}>
        <div className="overflow-hidden rounded-md border border-line" aria-hidden="true">
          <Ground {...bar} className="flex min-h-14 items-center gap-3 px-3 text-sm font-semibold">
            <Logo hash={look.companyLogo} width={152} otherwise={productName} />
            <span className="ml-auto inline-flex items-center gap-1 font-normal">
              <Coins className="size-4" /> 95
            </span>
          </Ground>
          <div className="space-y-2 bg-page p-4">
            <div className="h-3 w-1/3 rounded bg-neutral-soft" />
            <div className="h-16 rounded bg-surface shadow-card" />
          </div>
          <Ground {...bar} className="flex min-h-12 items-center justify-between gap-3 px-3 py-1.5 text-xs">
            <span>{look.copyright}</span>
            <span className="flex items-center gap-2">
              <Logo hash={look.footerCompanyLogo} width={113} />
              <Logo hash={look.footerLogo} width={46} />
            </span>
          </Ground>
        </div>
      </Card>
      <Card title={t("landing")}>
        <div className="mx-auto max-w-60 overflow-hidden rounded-xl border border-line bg-page" aria-hidden="true">
          <Ground {...bar} className="flex min-h-11 items-center px-3 text-sm font-semibold">
            <Logo hash={look.companyLogo} width={110} otherwise={company} />
          </Ground>
          <div className="space-y-3 p-3">
            <Ground colour="#1557a8" text="#ffffff" className="rounded-lg p-3 text-xs">
              <p className="font-semibold">{company}</p>
              <p className="pt-6 text-sm font-semibold">Simon WHITE</p>
              <p>London</p>
            </Ground>
            <p className="inline-flex items-center gap-1.5 text-xs text-muted">
              <Smartphone className="size-4" />
              {t("addToPhone")}
            </p>
            <p className="text-2xs text-muted">{look.copyright}</p>
          </div>
        </div>
      </Card>
      <Card title={t("mail")}>
        <MailPreview
          kind="card-sent"
          locale={locale}
          text={null}
          look={{ headerBackground: look.headerBackground, headerText: look.headerText, copyright: look.copyright }}
          height="short"
        />
      </Card>
    </div>
  );
}

function Logo({ hash, width, otherwise }: { hash: string | null; width: number; otherwise?: string }) {
  if (!hash) return otherwise ? <span className="truncate">{otherwise}</span> : null;
  // biome-ignore lint/performance/noImgElement: stored at its size, served for good
  return <img src={logoPath(hash)} alt="" width={width} className="h-auto max-h-12 w-auto" />;
}
