import { ChevronRight } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Crumb = { label: ReactNode; href?: string };

/** Where one is: the way here, the page's title (its h1), a sentence, and the page's own actions. */
export function PageHeader({
  title,
  description,
  breadcrumbs,
  badge,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  breadcrumbs?: Crumb[];
  badge?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header className={cx("mb-5", className)}>
      {breadcrumbs?.length ? <Breadcrumbs items={breadcrumbs} /> : null}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-2xl [overflow-wrap:anywhere]">{title}</h1>
            {badge}
          </div>
          {description ? <p className="mt-1 max-w-[70ch] text-sm text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </header>
  );
}

/** The way from the start to here; the last entry is the page itself. */
export function Breadcrumbs({ items }: { items: Crumb[] }) {
  const t = useTranslations("shared");
  return (
    <nav aria-label={t("shell.breadcrumbs")} className="mb-1.5">
      <ol className="flex flex-wrap items-center gap-x-1 text-xs text-muted">
        {items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the position is what tells the entries apart
          <li key={index} className="flex min-w-0 items-center gap-1">
            {index > 0 ? <ChevronRight className="size-3 shrink-0" aria-hidden="true" /> : null}
            {item.href ? (
              <NextLink href={item.href} className="rounded-sm py-1 hover:text-ink hover:underline">
                {item.label}
              </NextLink>
            ) : (
              <span aria-current={index === items.length - 1 ? "page" : undefined} className="py-1">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
