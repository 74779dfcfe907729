import { Ban, RotateCcw, Send, Smartphone, SmartphoneNfc, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/shared/ui/button";
import { DropdownMenu } from "@/shared/ui/menu";
import type { CardAction } from "../domain/card-actions";

export const CARD_ACTION_ICONS: Record<CardAction, ReactNode> = {
  send: <Send aria-hidden="true" />,
  revoke: <Ban aria-hidden="true" />,
  delete: <Trash2 aria-hidden="true" />,
  withdraw: <Undo2 aria-hidden="true" />,
  replacePhone: <Smartphone aria-hidden="true" />,
  cancelRevocation: <RotateCcw aria-hidden="true" />,
  moveToOtherPhone: <SmartphoneNfc aria-hidden="true" />,
};

/** One action as a button. */
export function CardActionButton({
  action,
  disabled,
  onAction,
}: {
  action: CardAction;
  disabled?: boolean;
  onAction: (action: CardAction) => void;
}) {
  const t = useTranslations("cards");
  return (
    <Button
      size="sm"
      variant={action === "send" ? "primary" : "secondary"}
      icon={CARD_ACTION_ICONS[action]}
      disabled={disabled}
      onClick={() => onAction(action)}
    >
      {t(`action.${action}`)}
    </Button>
  );
}

const RARER = ["withdraw", "replacePhone", "cancelRevocation", "moveToOtherPhone"] as const;

/** What can be done with a selection: the frequent actions as buttons, the rarer ones in a menu. `edit` stands after sending. */
export function CardBulkActions({
  mayDo,
  possible,
  onAction,
  edit,
}: {
  mayDo: (action: CardAction) => boolean;
  /** Whether at least one selected card allows it. */
  possible: (action: CardAction) => boolean;
  onAction: (action: CardAction) => void;
  edit?: ReactNode;
}) {
  const t = useTranslations("cards");
  const button = (action: CardAction) =>
    mayDo(action) ? <CardActionButton action={action} disabled={!possible(action)} onAction={onAction} /> : null;
  const rarer = RARER.filter(mayDo);
  return (
    <>
      {button("send")}
      {edit}
      {button("revoke")}
      {button("delete")}
      {rarer.length > 0 ? (
        <DropdownMenu
          trigger={(props) => (
            <Button {...props} size="sm">
              {t("more")}
            </Button>
          )}
          items={rarer.map((action) => ({
            label: t(`action.${action}`),
            icon: CARD_ACTION_ICONS[action],
            disabled: !possible(action),
            onSelect: () => onAction(action),
          }))}
        />
      ) : null}
    </>
  );
}
