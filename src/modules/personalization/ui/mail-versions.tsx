import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import type { MailTextVersionDto } from "../contract";
import type { MailDoc } from "../domain/mail-text";

type Props = {
  versions: MailTextVersionDto[];
  timeZone: string;
  /** Puts a version's words into the form; absent where the reader may not change them. */
  onTake?: (text: { subject: string; body: MailDoc }) => void;
};

/** Earlier words of a mail, newest first; one click puts them back into the form. */
export function MailVersions({ versions, timeZone, onTake }: Props) {
  const t = useTranslations("personalization.mails");
  if (versions.length === 0) return null;
  return (
    <Card title={t("versions")} padding={false}>
      <ul>
        {versions.map(({ version, at, by, text }) => (
          <li key={version} className="flex items-center gap-3 border-t border-line px-5 py-2.5 text-sm">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{text ? text.subject : t("inheritedAgain")}</span>
              <span className="block text-xs text-muted">
                {formatDateTime(at, { timeZone })} · {by}
              </span>
            </span>
            {text && onTake ? (
              <Button size="sm" onClick={() => onTake(text)}>
                {t("take")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
