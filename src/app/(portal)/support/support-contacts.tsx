import { useTranslations } from "next-intl";
import type { supportContents } from "@/composition/support";
import { TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";

type Contents = Awaited<ReturnType<typeof supportContents>>;

/** Whom to ask: the account's supplier, then the operator and its offices (R311, R313). */
export function SupportContacts({ contents }: { contents: Contents }) {
  const t = useTranslations("support.contacts");
  return (
    <Card title={t("title")}>
      <div className="space-y-4 text-sm">
        {contents.supplier ? <p>{t("supplier", { supplier: contents.supplier })}</p> : null}
        <p className="[overflow-wrap:anywhere]">
          <span className="block text-xs text-muted">{t("email")}</span>
          <TextLink href={`mailto:${contents.email}`}>{contents.email}</TextLink>
        </p>
        <p className="[overflow-wrap:anywhere]">
          <span className="block text-xs text-muted">{t("website")}</span>
          <TextLink href={contents.website}>{contents.website.replace(/^https?:\/\//, "")}</TextLink>
        </p>
        <section>
          <h3 className="text-xs font-normal text-muted">{t("offices")}</h3>
          <ul className="mt-1 space-y-3">
            {contents.offices.map((office) => (
              <li key={office.name}>
                <strong className="block font-semibold">{office.name}</strong>
                {office.address}
                {office.phone ? <span className="block text-muted">{office.phone}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Card>
  );
}

/** Notices and pointers (R002, R036, R173) and the manual's releases (R312). */
export function SupportNotes({ encoder }: { encoder: string }) {
  const t = useTranslations("support");
  return (
    <>
      <Card title={t("notes.title")}>
        <ul className="list-disc space-y-2 pl-4 text-sm">
          <li>{t("notes.readers")}</li>
          <li>{t("notes.encoder", { encoder })}</li>
          <li>{t("notes.pse", { encoder })}</li>
          <li>{t("notes.scanners")}</li>
        </ul>
      </Card>
      <Card title={t("releases.title")}>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
          <dt className="tabular-nums">1.1 · 10-06-2019</dt>
          <dd>{t("releases.v11")}</dd>
          <dt className="tabular-nums">1.0 · 11-07-2018</dt>
          <dd>{t("releases.v10")}</dd>
        </dl>
      </Card>
    </>
  );
}
