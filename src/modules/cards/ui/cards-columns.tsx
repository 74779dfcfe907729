import type { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { isLocale, localeNames } from "@/i18n/locales";
import { CardStatusBadges } from "@/modules/delivery/ui/card-status-panel";
import { type DataTableColumn, LONG_TEXT } from "@/shared/ui/data-table";
import type { TableColumnSpec } from "@/shared/ui/table-state";
import type { CardFormOptions, CardRow } from "../contract";
import { ATTENTION, ATTENTION_DAYS, type Attention } from "../domain/attention";
import { CardChip } from "./card-chip";
import { CARD_LANGUAGES, CARD_TABLE, KINDS, STATUSES, VALIDITIES, YES_NO } from "./card-table";
import type { Words } from "./words";

/** The columns of figure 57, and those that can be shown besides. */
export function cardColumns(
  t: ReturnType<typeof useTranslations<"cards">>,
  words: Words,
  timeZone: string,
  options: CardFormOptions | undefined,
): DataTableColumn<CardRow>[] {
  const time = (iso: string | null) => <span className="tabular-nums">{formatDateTime(iso, { timeZone })}</span>;
  // Validity and sends to come are told as they were typed: by the site's clocks.
  const siteZone = options?.timeZone ?? timeZone;
  const siteTime = (iso: string | null) => (
    <span className="tabular-nums">{formatDateTime(iso, { timeZone: siteZone })}</span>
  );
  const spec = (id: string) => CARD_TABLE.find((column) => column.id === id) as TableColumnSpec;
  const select = (values: readonly string[], label: (value: never) => string) => ({
    type: "select" as const,
    multiple: true,
    options: values.map((value) => ({ value, label: label(value as never) })),
  });
  const language = (locale: string | null) => (isLocale(locale) ? localeNames[locale] : t("form.localeDefault"));
  const labelled = (options?.fieldLabels ?? []).flatMap((label, index): DataTableColumn<CardRow>[] =>
    label
      ? [
          {
            ...spec(`field${index + 1}`),
            header: label,
            defaultHidden: true,
            cell: (card) => card[`field${index + 1}` as "field1"],
          },
        ]
      : [],
  );
  return [
    {
      ...spec("kind"),
      header: t("columns.kind"),
      filter: select(KINDS, (kind: (typeof KINDS)[number]) => t(`kind.${kind}`, words)),
      cell: (card) => <CardChip kind={card.kind} plusProduct={words.plusProduct} />,
      className: "w-16",
    },
    {
      ...spec("firstName"),
      header: t("columns.firstName"),
      cell: (card) => (
        <>
          {card.firstName}
          <span className="sm:hidden"> {card.lastName}</span>
        </>
      ),
      primary: true,
      className: LONG_TEXT,
    },
    {
      ...spec("lastName"),
      header: t("columns.lastName"),
      cell: (card) => card.lastName,
      // On phones it stands beside the first name.
      className: `max-sm:hidden ${LONG_TEXT}`,
    },
    {
      ...spec("configuration"),
      header: t("columns.configuration"),
      filter: options
        ? {
            type: "select",
            key: "configurationId",
            multiple: true,
            options: options.configurations.map(({ id, name }) => ({ value: id, label: name })),
          }
        : undefined,
      cell: (card) => card.configuration?.name,
    },
    {
      ...spec("ident"),
      header: t("columns.ident", words),
      cell: (card) => <span className="tabular-nums">{card.privateId ?? card.csn}</span>,
    },
    { ...spec("email"), header: t("columns.email"), cell: (card) => card.email, className: LONG_TEXT },
    {
      ...spec("status"),
      header: t("columns.status"),
      filter: select(STATUSES, (status: (typeof STATUSES)[number]) => t(`status.${status}`)),
      cell: (card) => <CardStatusBadges card={card} timeZone={siteZone} />,
    },
    {
      ...spec("validity"),
      header: t("columns.validity"),
      defaultHidden: true,
      filter: select(VALIDITIES, (validity: (typeof VALIDITIES)[number]) => t(`validity.${validity}`)),
      cell: (card) => t(`validity.${card.validity}`),
    },
    {
      ...spec("attention"),
      header: t("columns.attention"),
      filterOnly: true,
      filter: select(ATTENTION, (what: Attention) => t(`attention.${what}`, ATTENTION_DAYS)),
      cell: () => null,
    },
    {
      ...spec("validFrom"),
      header: t("columns.validFrom"),
      defaultHidden: true,
      cell: (card) => siteTime(card.validFrom),
    },
    {
      ...spec("validUntil"),
      header: t("columns.validUntil"),
      defaultHidden: true,
      cell: (card) => siteTime(card.validUntil),
    },
    {
      ...spec("locale"),
      header: t("columns.language"),
      defaultHidden: true,
      filter: select(CARD_LANGUAGES, language),
      cell: (card) => language(card.locale),
    },
    {
      ...spec("transferable"),
      header: t("columns.transferable"),
      defaultHidden: true,
      filter: select(YES_NO, (value: (typeof YES_NO)[number]) => t(`drawer.${value}`)),
      cell: (card) => t(card.transferable ? "drawer.yes" : "drawer.no"),
    },
    {
      ...spec("scheduled"),
      header: t("columns.scheduledFor"),
      defaultHidden: true,
      filter: select(YES_NO, (value: (typeof YES_NO)[number]) => t(`scheduled.${value}`)),
      cell: (card) => siteTime(card.scheduledFor),
    },
    { ...spec("phone"), header: t("columns.phone"), defaultHidden: true, cell: (card) => card.phone },
    ...labelled,
    { ...spec("createdAt"), header: t("columns.createdAt"), defaultHidden: true, cell: (card) => time(card.createdAt) },
    { ...spec("sentAt"), header: t("columns.sentAt"), defaultHidden: true, cell: (card) => time(card.sentAt) },
    {
      ...spec("activatedAt"),
      header: t("columns.activatedAt"),
      defaultHidden: true,
      cell: (card) => time(card.activatedAt),
    },
    { ...spec("revokedAt"), header: t("columns.revokedAt"), defaultHidden: true, cell: (card) => time(card.revokedAt) },
  ];
}
