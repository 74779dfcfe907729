import type { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { CardStatusBadges } from "@/modules/delivery/ui/card-status-panel";
import { type DataTableColumn, LONG_TEXT } from "@/shared/ui/data-table";
import type { TableColumnSpec } from "@/shared/ui/table-state";
import type { ConfigurationCardRow, ConfiguratorOptions } from "../contract";
import { CONFIGURATION_CARD_TABLE, STATUSES } from "./configurators-table";
import type { ConfiguratorWords } from "./words";

/** The columns of figure 72, and those that can be shown besides. */
export function configurationCardColumns(
  t: ReturnType<typeof useTranslations<"configurators">>,
  ofCards: ReturnType<typeof useTranslations<"cards">>,
  words: ConfiguratorWords,
  timeZone: string,
  options: ConfiguratorOptions | undefined,
): DataTableColumn<ConfigurationCardRow>[] {
  const time = (iso: string | null) => <span className="tabular-nums">{formatDateTime(iso, { timeZone })}</span>;
  const spec = (id: string) => CONFIGURATION_CARD_TABLE.find((column) => column.id === id) as TableColumnSpec;
  return [
    {
      ...spec("firstName"),
      header: t("columns.firstName"),
      cell: ({ configurator }) => (
        <>
          {configurator.firstName}
          <span className="sm:hidden"> {configurator.lastName}</span>
        </>
      ),
      primary: true,
      className: LONG_TEXT,
    },
    {
      ...spec("lastName"),
      header: t("columns.lastName"),
      cell: (card) => card.configurator.lastName,
      // On phones it stands beside the first name.
      className: `max-sm:hidden ${LONG_TEXT}`,
    },
    {
      ...spec("configuration"),
      header: t("cards.columns.configuration", { configurationName: words.configurationName }),
      filter: options
        ? {
            type: "select",
            key: "configurationId",
            multiple: true,
            options: options.configurations.map(({ id, name }) => ({ value: id, label: name })),
          }
        : undefined,
      cell: (card) => card.configuration.name,
      className: LONG_TEXT,
    },
    {
      ...spec("status"),
      header: t("cards.columns.status"),
      filter: {
        type: "select",
        multiple: true,
        options: STATUSES.map((status) => ({ value: status, label: ofCards(`status.${status}`) })),
      },
      cell: (card) => <CardStatusBadges card={card} />,
    },
    { ...spec("createdAt"), header: t("columns.createdAt"), defaultHidden: true, cell: (card) => time(card.createdAt) },
    { ...spec("sentAt"), header: t("cards.columns.sentAt"), defaultHidden: true, cell: (card) => time(card.sentAt) },
    {
      ...spec("activatedAt"),
      header: t("cards.columns.activatedAt"),
      defaultHidden: true,
      cell: (card) => time(card.activatedAt),
    },
    {
      ...spec("revokedAt"),
      header: t("cards.columns.revokedAt"),
      defaultHidden: true,
      cell: (card) => time(card.revokedAt),
    },
  ];
}
