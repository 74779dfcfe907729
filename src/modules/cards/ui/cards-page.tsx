"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { IdCard, Info, PencilLine, Plus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { labelledFields } from "@/modules/accounts";
import { allowsAction, CARD_ACTIONS, type CardAction } from "@/modules/delivery";
import { BulkPanel } from "@/modules/delivery/ui/bulk-panel";
import { CARD_ACTION_ICONS, CardActionButton, CardBulkActions } from "@/modules/delivery/ui/card-actions-panel";
import { ReportButtons } from "@/modules/delivery/ui/report-buttons-panel";
import { Button, LinkButton } from "@/shared/ui/button";
import { DataTable } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import type { TableSelection } from "@/shared/ui/table-selection";
import { emptySelection } from "@/shared/ui/table-selection";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { CardRow, ListCardsInput, SelectionInput } from "../contract";
import { ACTION_RIGHTS } from "../domain/action-rights";
import { CardActionDialog } from "./action-dialog";
import { AddCardDialog } from "./add-card-dialog";
import { CardDrawer } from "./card-drawer";
import { CARD_TABLE_OPTIONS } from "./card-table";
import { cardColumns } from "./cards-columns";
import { EditCardDialog } from "./edit-card-dialog";
import { CardSteps } from "./empty-cards";
import { MassEditDialog } from "./mass-edit-dialog";
import type { Words } from "./words";

type Acting = { action: CardAction; selection: SelectionInput; name?: string };

/** The user cards of a site: list, timeline, and all that can be done with them (figures 56 to 64). */
export function CardsPage({
  siteId,
  rights,
  words,
  timeZone,
}: {
  siteId: string;
  rights: readonly SiteRight[];
  words: Words;
  timeZone: string;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const options = useQuery(trpc.cards.formOptions.queryOptions({ siteId }));
  const columns = useMemo(() => cardColumns(t, words, timeZone, options.data), [t, words, timeZone, options.data]);
  const table = useTableState<CardRow, Omit<ListCardsInput, "siteId">>("cards", columns, CARD_TABLE_OPTIONS);
  const list = useQuery(
    trpc.cards.list.queryOptions({ siteId, ...table.input }, { placeholderData: keepPreviousData }),
  );
  useLive([`site:${siteId}`]);

  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<CardRow | null>(null);
  const [editingMany, setEditingMany] = useState<SelectionInput | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [acting, setActing] = useState<Acting | null>(null);
  const may = (right: SiteRight) => rights.includes(right);
  const mayDo = (action: CardAction) => may(ACTION_RIGHTS[action]);
  useAddressWord("do", (word) => setAdding(word === "add" && may("cards.create")));
  useAddressWord("card", setOpened);

  const { selection } = table;
  const picked = selection.kind === "picked" ? [...selection.rows.values()] : null;
  const possible = (action: CardAction) => !picked || picked.some((card) => allowsAction("user", card.phase, action));
  const actOnSelection = (action: CardAction) =>
    setActing({ action, selection: selectionOf(selection, table.input), name: nameOf(picked) });
  const actOn = (card: CardRow, action: CardAction) =>
    setActing({
      action,
      selection: { by: "cards", cards: [{ id: card.id, phase: card.phase }] },
      name: nameOf([card]),
    });
  const rowActions = (card: CardRow) => [
    { label: t("action.details"), icon: <Info aria-hidden="true" />, onSelect: () => setOpened(card.id) },
    may("cards.edit") && {
      label: t("edit"),
      icon: <PencilLine aria-hidden="true" />,
      onSelect: () => setEditing(card),
    },
    ...CARD_ACTIONS.map(
      (action) =>
        mayDo(action) &&
        allowsAction("user", card.phase, action) && {
          label: t(`action.${action}`),
          icon: CARD_ACTION_ICONS[action],
          tone: action === "delete" ? ("danger" as const) : undefined,
          onSelect: () => actOn(card, action),
        },
    ),
  ];
  const importButton = may("cards.create") ? (
    <LinkButton href={`/sites/${siteId}/cards/import`} icon={<Upload aria-hidden="true" />}>
      {t("import.button")}
    </LinkButton>
  ) : null;
  const addButton = may("cards.create") ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden="true" />}
      disabled={!options.data}
      onClick={() => setAdding(true)}
    >
      {t("add")}
    </Button>
  ) : null;

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {importButton}
            {addButton}
          </>
        }
      />
      <BulkPanel
        siteId={siteId}
        api={trpc.cardBulks}
        exportPath="cards-bulk-left"
        timeZone={timeZone}
        mayDo={mayDo}
        onRetry={(bulkId, action) => setActing({ action, selection: { by: "bulk", bulkId } })}
      />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={list}
        rowId={(card) => card.id}
        rowLabel={(card) => `${card.firstName} ${card.lastName}`}
        onRowOpen={(card) => setOpened(card.id)}
        rowActions={rowActions}
        searchPlaceholder={t("search")}
        actions={may("reports.view") ? <ReportButtons siteId={siteId} of="cards" input={table.input} /> : undefined}
        bulkActions={
          <CardBulkActions
            mayDo={mayDo}
            possible={possible}
            onAction={actOnSelection}
            edit={
              may("cards.edit") ? (
                <Button
                  size="sm"
                  icon={<PencilLine aria-hidden="true" />}
                  onClick={() => {
                    if (picked?.length === 1) setEditing(picked[0] ?? null);
                    else setEditingMany(selectionOf(selection, table.input));
                  }}
                >
                  {t("edit")}
                </Button>
              ) : null
            }
          />
        }
        empty={{
          icon: <IdCard aria-hidden="true" />,
          title: t("empty.title"),
          description: t("empty.text"),
          action: (
            <CardSteps
              words={words}
              hasConfiguration={(options.data?.configurations.length ?? 0) > 0}
              action={addButton}
            />
          ),
        }}
      />
      {adding && options.data ? (
        <AddCardDialog siteId={siteId} options={options.data} words={words} onClose={() => setAdding(false)} />
      ) : null}
      {editing && options.data ? (
        <EditCardDialog
          siteId={siteId}
          card={editing}
          options={options.data}
          words={words}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {editingMany ? (
        <MassEditDialog
          siteId={siteId}
          selection={editingMany}
          timeZone={options.data?.timeZone ?? timeZone}
          onClose={() => setEditingMany(null)}
          onDone={() => table.setSelection(emptySelection())}
        />
      ) : null}
      {opened ? (
        <CardDrawer
          siteId={siteId}
          cardId={opened}
          words={words}
          timeZone={timeZone}
          siteZone={options.data?.timeZone ?? timeZone}
          labels={labelledFields(options.data?.fieldLabels ?? [])}
          onClose={() => setOpened(null)}
          footer={(card) => (
            <DrawerButtons
              card={card}
              mayDo={mayDo}
              onEdit={may("cards.edit") ? () => setEditing(card) : null}
              onAction={(action) => actOn(card, action)}
            />
          )}
        />
      ) : null}
      {acting ? (
        <CardActionDialog
          key={acting.action}
          siteId={siteId}
          {...acting}
          mayRevoke={may("revokeCards")}
          timeZone={options.data?.timeZone ?? timeZone}
          onClose={() => setActing(null)}
          onDone={() => {
            table.setSelection(emptySelection());
            if (acting.action === "delete") setOpened(null);
          }}
          onRevokeInstead={() => setActing({ ...acting, action: "revoke" })}
        />
      ) : null}
    </>
  );
}

function DrawerButtons({
  card,
  mayDo,
  onEdit,
  onAction,
}: {
  card: CardRow;
  mayDo: (action: CardAction) => boolean;
  onEdit: (() => void) | null;
  onAction: (action: CardAction) => void;
}) {
  const t = useTranslations("cards");
  return (
    <>
      {onEdit ? (
        <Button size="sm" icon={<PencilLine aria-hidden="true" />} onClick={onEdit}>
          {t("edit")}
        </Button>
      ) : null}
      {CARD_ACTIONS.filter((action) => mayDo(action) && allowsAction("user", card.phase, action)).map((action) => (
        <CardActionButton key={action} action={action} onAction={onAction} />
      ))}
    </>
  );
}

function nameOf(cards: CardRow[] | null): string | undefined {
  const [card] = cards ?? [];
  return card && cards?.length === 1 ? `${card.firstName} ${card.lastName}` : undefined;
}

/** The table's selection as the procedures take it: cards as they were seen, or all that match, in the table's order. */
function selectionOf(selection: TableSelection<CardRow>, input: Omit<ListCardsInput, "siteId">): SelectionInput {
  if (selection.kind === "picked")
    return { by: "cards", cards: [...selection.rows.values()].map(({ id, phase }) => ({ id, phase })) };
  const { search, filters, sort } = input;
  return { by: "filter", search, filters, sort, except: [...selection.except] };
}
