"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { ConfirmDialog, Dialog } from "./dialog";

type Refused<Item> = { item: Item; error: unknown };

/**
 * Deletes things one by one: asks before; what is refused stays, and is listed with its reason, while the rest is gone.
 * `onDeleted` hears what was deleted, once.
 */
export function DeleteEachDialog<Item extends { id: string }>({
  items,
  title,
  text,
  confirmLabel,
  remove,
  onDeleted,
  refusedTitle,
  refusedText,
  reason,
  closeLabel,
  onClose,
}: {
  items: readonly Item[];
  title: string;
  text: string;
  confirmLabel: string;
  remove: (item: Item) => Promise<unknown>;
  onDeleted: (deleted: Item[]) => void;
  refusedTitle: (refused: Item[]) => string;
  refusedText?: string;
  reason: (item: Item, error: unknown) => ReactNode;
  closeLabel: string;
  onClose: () => void;
}) {
  const [refused, setRefused] = useState<Refused<Item>[]>([]);
  const run = async () => {
    const stayed: Refused<Item>[] = [];
    for (const item of items) {
      try {
        await remove(item);
      } catch (error) {
        stayed.push({ item, error });
      }
    }
    onDeleted(items.filter((one) => !stayed.some(({ item }) => item.id === one.id)));
    setRefused(stayed);
    // An error keeps the confirmation from closing both: the reasons take its place.
    if (stayed[0]) throw stayed[0].error;
  };
  if (refused.length > 0)
    return (
      <Dialog
        open
        onOpenChange={(open) => open || onClose()}
        size="sm"
        title={refusedTitle(refused.map(({ item }) => item))}
        description={refusedText}
        footer={<Button onClick={onClose}>{closeLabel}</Button>}
      >
        <ul className="space-y-3 text-sm" role="status">
          {refused.map(({ item, error }) => (
            <li key={item.id}>{reason(item, error)}</li>
          ))}
        </ul>
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={text}
      confirmLabel={confirmLabel}
      tone="danger"
      onConfirm={run}
    />
  );
}
