"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import type { PhoneClient } from "../../phone/phone-client";
import type { HeldCard } from "../../phone/phone-store";
import { CardView } from "./card-view";
import { ConfigurationContents } from "./configuration-contents";
import { writtenDate } from "./dates";
import { useReaderWords } from "./reader-words";
import { Sheet } from "./sheet";
import { validityOf } from "./validity";

/** Everything a card tells, and the holder's way to remove it. */
export function CardDetails(props: {
  held: HeldCard;
  client: PhoneClient | null;
  onRemoved: () => void;
  onDoor: () => void;
  onMove: () => void;
  onClose: () => void;
}) {
  const { held, client, onRemoved, onDoor, onMove, onClose } = props;
  const t = useTranslations("wallet");
  const locale = useLocale();
  const now = useNow({ updateInterval: 60_000 });
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { modes } = useReaderWords();
  const { card } = held;
  const date = (iso: string) => writtenDate(locale, iso, true);
  const validity = validityOf(held, now);
  const worth = validity.state === "valid" || validity.state === "ending";

  const rows: [string, string | null][] = [
    [t("field.state"), t(`validity.${validity.state}`, { days: validity.days })],
    [t("field.id"), card.privateId],
    [t("field.csn"), card.csn],
    [t("field.configuration"), card.configuration],
    [t("field.modes"), card.kind === "configuration" || !held.modes ? null : modes(held.modes)],
    [t("field.site"), card.site],
    [t("field.company"), card.company],
    [t("field.validFrom"), card.validFrom && date(card.validFrom)],
    [t("field.validUntil"), card.validUntil && date(card.validUntil)],
    [t("field.lease"), validity.state === "expired" ? null : date(held.leaseEndsAt)],
  ];

  async function remove() {
    setBusy(true);
    await client?.remove(held.credentialId).catch(() => {});
    onRemoved();
  }

  return (
    <Sheet title={card.title} onClose={onClose}>
      <CardView card={card} look={held.look} dimmed={validity.state === "ended" || validity.state === "expired"} />
      {worth && card.kind !== "configuration" && (
        <button type="button" className="wl-act wl-first" onClick={onDoor}>
          {t("door.button")}
        </button>
      )}
      <dl className="wl-rows">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {card.kind === "configuration" && <ConfigurationContents held={held} />}
      {validity.state !== "expired" && <p className="wl-soft">{t("leaseExplained")}</p>}
      {worth && held.transferable && (
        <button type="button" className="wl-act" onClick={onMove}>
          {t("move.button")}
        </button>
      )}
      {worth && card.kind !== "configuration" && (
        <p className="wl-soft">{held.transferable === false ? t("move.ask") : t("move.explained")}</p>
      )}
      {asking ? (
        <div className="wl-note" role="alert" ref={seen}>
          <p>{t("remove.question")}</p>
          <div className="wl-pair">
            <button type="button" className="wl-act" onClick={() => setAsking(false)}>
              {t("remove.keep")}
            </button>
            <button type="button" className="wl-act wl-danger" disabled={busy} onClick={() => void remove()}>
              {t("remove.confirm")}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="wl-act wl-quiet" onClick={() => setAsking(true)}>
          {t("remove.button")}
        </button>
      )}
    </Sheet>
  );
}

/** A question at the end of a long sheet comes into sight. */
function seen(question: HTMLElement | null): void {
  question?.scrollIntoView({ block: "end" });
}
