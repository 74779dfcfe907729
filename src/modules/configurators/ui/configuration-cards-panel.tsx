"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Info, Plus, RadioTower } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { allowsAction, CARD_ACTIONS, type CardAction } from "@/modules/delivery";
import { BulkPanel } from "@/modules/delivery/ui/bulk-panel";
import { CARD_ACTION_ICONS, CardActionButton, CardBulkActions } from "@/modules/delivery/ui/card-actions-panel";
import { ReportButtons } from "@/modules/delivery/ui/report-buttons-panel";
import { Button } from "@/shared/ui/button";
import { DataTable } from "@/shared/ui/data-table";
import { emptySelection } from "@/shared/ui/table-selection";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import {
  CONFIGURATION_ACTION_RIGHTS,
  type ConfigurationCardRow,
  type ConfigurationCardSelection,
  type ConfiguratorOptions,
  type ConfiguratorRow,
  type ListConfigurationCardsInput,
  MOST_NARROWED,
} from "../contract";
import { ConfigurationActionDialog } from "./configuration-action-dialog";
import { ConfigurationCardDrawer } from "./configuration-card-drawer";
import { configurationCardColumns } from "./configuration-cards-columns";
import { CONFIGURATION_CARD_TABLE_OPTIONS } from "./configurators-table";
import type { ConfiguratorWords } from "./words";

type Acting = { action: CardAction; selection: ConfigurationCardSelection; name?: string };

/** The configurations assigned on a site, all or those of chosen configurators, and all that can be done with them (figures 72 to 87). */
export function ConfigurationCardsPanel({
  siteId,
  may,
  words,
  timeZone,
  labels,
  options,
  of,
  onShowAll,
  onAssign,
}: {
  siteId: string;
  may: (right: SiteRight) => boolean;
  words: ConfiguratorWords;
  timeZone: string;
  labels: readonly (string | null)[];
  options: ConfiguratorOptions | undefined;
  of: ConfiguratorRow[];
  onShowAll: () => void;
  onAssign: () => void;
}) {
  const t = useTranslations("configurators");
  const all = useTranslations("cards");
  const trpc = useTRPC();
  const columns = useMemo(
    () => configurationCardColumns(t, all, words, timeZone, options),
    [t, all, words, timeZone, options],
  );
  const table = useTableState<ConfigurationCardRow, ListConfigurationCardsInput>(
    "configurationCards",
    columns,
    CONFIGURATION_CARD_TABLE_OPTIONS,
  );
  const { setSelection, setCursor } = table;
  const narrows = of.length > 0 && of.length <= MOST_NARROWED;
  const ids = narrows ? of.map((one) => one.id).join(" ") : "";
  const input = useMemo(() => {
    const configuratorId = ids ? ids.split(" ") : undefined;
    return { ...table.input, filters: { ...table.input.filters, ...(configuratorId ? { configuratorId } : {}) } };
  }, [table.input, ids]);
  const [before, setBefore] = useState(ids);
  useEffect(() => {
    // Another choice above is another list here: it begins at its first page, with nothing selected.
    if (before === ids) return;
    setBefore(ids);
    setSelection(emptySelection());
    setCursor(null);
  }, [before, ids, setSelection, setCursor]);
  const list = useQuery(
    trpc.configurationCards.list.queryOptions({ siteId, ...input }, { placeholderData: keepPreviousData }),
  );
  const [opened, setOpened] = useState<string | null>(null);
  const [acting, setActing] = useState<Acting | null>(null);

  const mayDo = (action: CardAction) => may(CONFIGURATION_ACTION_RIGHTS[action]);
  const { selection } = table;
  const picked = selection.kind === "picked" ? [...selection.rows.values()] : null;
  const possible = (action: CardAction) =>
    !picked || picked.some((card) => allowsAction("configuration", card.phase, action));
  const nameOf = (card: ConfigurationCardRow | undefined) =>
    card ? `${card.configuration.name} · ${card.configurator.firstName} ${card.configurator.lastName}` : undefined;
  const actOn = (card: ConfigurationCardRow, action: CardAction) =>
    setActing({
      action,
      selection: { by: "cards", cards: [{ id: card.id, phase: card.phase }] },
      name: nameOf(card),
    });
  const actOnSelection = (action: CardAction) =>
    setActing({
      action,
      selection:
        selection.kind === "picked"
          ? { by: "cards", cards: [...selection.rows.values()].map(({ id, phase }) => ({ id, phase })) }
          : { by: "filter", search: input.search, filters: input.filters, except: [...selection.except] },
      name: picked?.length === 1 ? nameOf(picked[0]) : undefined,
    });
  const actionsOf = (card: ConfigurationCardRow) =>
    CARD_ACTIONS.filter((action) => mayDo(action) && allowsAction("configuration", card.phase, action));
  const assignButton = may("configurationCards.create") ? (
    <Button icon={<Plus aria-hidden="true" />} onClick={onAssign}>
      {t("assign.open")}
    </Button>
  ) : null;

  return (
    <div>
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id="assigned-configurations" className="text-lg font-semibold">
            {t("cards.title")}
          </h2>
          <p className="wrap-anywhere text-sm text-muted" role="status">
            {of.length > 0 ? (
              <>
                {narrows
                  ? t("onlyOf", { names: of.map((one) => `${one.firstName} ${one.lastName}`).join(", ") })
                  : t("notNarrowed", { chosen: of.length, most: MOST_NARROWED })}{" "}
                {narrows ? (
                  <Button size="sm" variant="quiet" onClick={onShowAll}>
                    {t("showAll")}
                  </Button>
                ) : null}
              </>
            ) : (
              `${t("cards.description")} ${t("choose")}`
            )}
          </p>
        </div>
        {assignButton}
      </div>
      <BulkPanel
        siteId={siteId}
        api={trpc.configurationCardBulks}
        exportPath="configuration-cards-bulk-left"
        timeZone={timeZone}
        mayDo={mayDo}
        onRetry={(bulkId, action) => setActing({ action, selection: { by: "bulk", bulkId } })}
      />
      <DataTable
        label={t("cards.title")}
        table={table}
        columns={columns}
        query={list}
        rowId={(card) => card.id}
        rowLabel={(card) => nameOf(card) ?? ""}
        onRowOpen={(card) => setOpened(card.id)}
        rowActions={(card) => [
          { label: all("action.details"), icon: <Info aria-hidden="true" />, onSelect: () => setOpened(card.id) },
          ...actionsOf(card).map((action) => ({
            label: all(`action.${action}`),
            icon: CARD_ACTION_ICONS[action],
            tone: action === "delete" ? ("danger" as const) : undefined,
            onSelect: () => actOn(card, action),
          })),
        ]}
        searchPlaceholder={t("search")}
        actions={
          may("reports.view") ? <ReportButtons siteId={siteId} of="configuration-cards" input={input} /> : undefined
        }
        bulkActions={<CardBulkActions mayDo={mayDo} possible={possible} onAction={actOnSelection} />}
        empty={{
          icon: <RadioTower aria-hidden="true" />,
          title: t("cards.empty"),
          description: t("cards.emptyText"),
          action: assignButton,
        }}
      />
      {opened ? (
        <ConfigurationCardDrawer
          siteId={siteId}
          cardId={opened}
          words={words}
          labels={labels}
          timeZone={timeZone}
          onClose={() => setOpened(null)}
          footer={(card) =>
            actionsOf(card).map((action) => (
              <CardActionButton key={action} action={action} onAction={() => actOn(card, action)} />
            ))
          }
        />
      ) : null}
      {acting ? (
        <ConfigurationActionDialog
          key={acting.action}
          siteId={siteId}
          settingsApp={words.settingsApp}
          {...acting}
          onClose={() => setActing(null)}
          onDone={() => {
            table.setSelection(emptySelection());
            if (acting.action === "delete") setOpened(null);
          }}
        />
      ) : null}
    </div>
  );
}
