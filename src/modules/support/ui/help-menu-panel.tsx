"use client";

import { BookOpen, CircleHelp, LifeBuoy } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { IconButton } from "@/shared/ui/button";
import { DropdownMenu } from "@/shared/ui/menu";
import { topicOfPage } from "../guide/topic-of-page";

/** The question mark in the header: help on the page that is open, the guide, and Support where the reader has it. */
export function HelpMenu({ guide, support }: { guide: string; support: string | null }) {
  const t = useTranslations("support.help");
  const topic = topicOfPage(usePathname());
  return (
    <DropdownMenu
      trigger={(props) => (
        <IconButton {...props} variant="onBrand" label={t("title")} icon={<CircleHelp aria-hidden="true" />} />
      )}
      items={[
        topic ? { label: t("page"), icon: <CircleHelp aria-hidden="true" />, href: `${guide}/${topic}` } : null,
        { label: t("guide"), icon: <BookOpen aria-hidden="true" />, href: guide },
        support ? { label: t("support"), icon: <LifeBuoy aria-hidden="true" />, href: support } : null,
      ]}
    />
  );
}
