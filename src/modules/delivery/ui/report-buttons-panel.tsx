import { Download, FileSpreadsheet } from "lucide-react";
import { useTranslations } from "next-intl";
import { exportAddress } from "@/shared/kernel/all-pages";
import { LinkButton } from "@/shared/ui/button";

/** Report and export of what a list shows, all pages of it (R284). `of`: how the two exports' names begin. */
export function ReportButtons({
  siteId,
  of,
  input,
}: {
  siteId: string;
  of: "cards" | "configurators" | "configuration-cards";
  input: Record<string, unknown>;
}) {
  const t = useTranslations("cards.report");
  const address = (name: string) => `${exportAddress(`${of}-${name}`, input)}&siteId=${siteId}`;
  return (
    <>
      <LinkButton href={address("report")} download prefetch={false} icon={<FileSpreadsheet aria-hidden="true" />}>
        {t("report")}
      </LinkButton>
      <LinkButton href={address("export")} download prefetch={false} icon={<Download aria-hidden="true" />}>
        {t("export")}
      </LinkButton>
    </>
  );
}
