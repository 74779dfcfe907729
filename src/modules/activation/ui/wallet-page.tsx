"use client";

import { useLocale, useNow, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { HeldCard } from "../phone/phone-store";
import { AddCard, PasteLink, tokenOf } from "./wallet/add-card";
import { CardDetails } from "./wallet/card-details";
import { CardView } from "./wallet/card-view";
import { writtenTime } from "./wallet/dates";
import { DoorSheet } from "./wallet/door-sheet";
import { InstallHint } from "./wallet/install-hint";
import { MoveSheet } from "./wallet/move-sheet";
import { syncInBackground, useWallet, type Wallet } from "./wallet/use-wallet";
import { validityOf } from "./wallet/validity";
import "./wallet/wallet.css";

/** The fragment is never sent to a server, so the link's token stays on the phone. */
function useTokenInFragment(): [string | null, () => void] {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setToken(tokenOf(window.location.hash.slice(1)));
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const drop = () => {
    history.replaceState(null, "", window.location.pathname);
    setToken(null);
  };
  return [token, drop];
}

function useOfflineShell(): void {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register("/wallet-sw.js", { scope: "/wallet" }).catch(() => {});
    void navigator.serviceWorker.ready.then((registration) => {
      const urls = performance.getEntriesByType("resource").map((entry) => entry.name);
      registration.active?.postMessage({ keep: urls });
      return syncInBackground();
    });
  }, []);
}

/** The web wallet: a phone's cards, on their own, without any session of the portal. */
export function WalletPage() {
  const t = useTranslations("wallet");
  const wallet = useWallet();
  const [token, dropToken] = useTokenInFragment();
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [over, setOver] = useState<"door" | "move" | null>(null);
  const [chosenView, setView] = useState<"cards" | "configurations" | null>(null);
  useOfflineShell();

  const configurations = wallet.cards.filter(({ card }) => card.kind === "configuration");
  const userCards = wallet.cards.filter(({ card }) => card.kind !== "configuration");
  // Who has configurations only, as an installer does, sees these at once.
  const view = chosenView ?? (userCards.length === 0 && configurations.length > 0 ? "configurations" : "cards");
  const shown = view === "cards" ? userCards : configurations;
  const open = wallet.cards.find((held) => held.credentialId === openId);
  const adding = token ?? pasted;
  const closeAdding = () => {
    dropToken();
    setPasted(null);
  };

  function added(held: HeldCard) {
    closeAdding();
    setView(held.card.kind === "configuration" ? "configurations" : "cards");
    wallet.notify({ kind: "added", title: held.card.title });
    void navigator.storage?.persist?.();
    void wallet.sync();
  }

  function held({ credentialId, card }: HeldCard) {
    closeAdding();
    setView(card.kind === "configuration" ? "configurations" : "cards");
    setOpenId(credentialId);
  }

  return (
    <div className="wl">
      <header className="wl-head">
        <h1>{t("title")}</h1>
        <button type="button" className="wl-round" aria-label={t("paste.title")} onClick={() => setPasting(true)}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M12 5v14M5 12h14" />
          </svg>
        </button>
      </header>
      <main className="wl-main">
        <Notices wallet={wallet} />
        {configurations.length > 0 && (
          <fieldset className="wl-tabs">
            <legend className="wl-hidden">{t("views")}</legend>
            {(["cards", "configurations"] as const).map((name) => (
              <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
                {t(`view.${name}`, { count: name === "cards" ? userCards.length : configurations.length })}
              </button>
            ))}
          </fieldset>
        )}
        {wallet.broken && (
          <div className="wl-note" role="alert">
            <p>{t("broken")}</p>
          </div>
        )}
        {wallet.ready && shown.length === 0 && !wallet.broken && <Empty />}
        <ul className="wl-list">
          {shown.map((held) => (
            <CardItem key={held.credentialId} held={held} onOpen={() => setOpenId(held.credentialId)} />
          ))}
        </ul>
        <InstallHint hasCards={wallet.cards.length > 0} />
        <SyncLine wallet={wallet} />
      </main>
      {adding && wallet.client && (
        <AddCard
          key={adding}
          client={wallet.client}
          token={adding}
          onAdded={added}
          onHeld={held}
          onClose={closeAdding}
        />
      )}
      {pasting && (
        <PasteLink
          onClose={() => setPasting(false)}
          onToken={(value) => {
            setPasting(false);
            setPasted(value);
          }}
        />
      )}
      {open && over === "door" && wallet.store && (
        <DoorSheet held={open} store={wallet.store} onClose={() => setOver(null)} />
      )}
      {open && over === "move" && wallet.client && (
        <MoveSheet held={open} client={wallet.client} onClose={() => setOver(null)} />
      )}
      {open && over === null && (
        <CardDetails
          held={open}
          client={wallet.client}
          onDoor={() => setOver("door")}
          onMove={() => setOver("move")}
          onClose={() => setOpenId(null)}
          onRemoved={() => {
            setOpenId(null);
            void wallet.sync();
          }}
        />
      )}
    </div>
  );
}

function CardItem({ held, onOpen }: { held: HeldCard; onOpen: () => void }) {
  const t = useTranslations("wallet");
  const validity = validityOf(held, useNow({ updateInterval: 60_000 }));
  const dead = validity.state === "ended" || validity.state === "expired";
  return (
    <li>
      <button type="button" className="wl-card-button" onClick={onOpen}>
        <CardView
          card={held.card}
          look={held.look}
          dimmed={dead}
          flag={
            validity.state !== "valid" && (
              <span className="wl-flag" data-state={validity.state}>
                {t(`validity.${validity.state}`, { days: validity.days })}
              </span>
            )
          }
        />
      </button>
    </li>
  );
}

function Notices({ wallet }: { wallet: Wallet }) {
  const t = useTranslations("wallet");
  return (
    <div aria-live="polite" className="wl-notices">
      {wallet.notices.map((notice) => (
        <div key={notice.id} className="wl-notice" data-kind={notice.kind}>
          <p>{t(`notice.${notice.kind}`, { title: notice.title })}</p>
          <button
            type="button"
            className="wl-round"
            aria-label={t("dismiss")}
            onClick={() => wallet.dismiss(notice.id)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="m6 6 12 12M18 6 6 18" />
            </svg>
          </button>
        </div>
      ))}
    </div>
  );
}

function Empty() {
  const t = useTranslations("wallet");
  return (
    <div className="wl-empty">
      <div className="wl-empty-card" aria-hidden="true" />
      <h2>{t("empty.title")}</h2>
      <p className="wl-soft">{t("empty.text")}</p>
    </div>
  );
}

function SyncLine({ wallet }: { wallet: Wallet }) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  if (!wallet.ready || wallet.cards.length === 0) return null;
  const text = !wallet.online
    ? t("sync.offline")
    : wallet.trouble
      ? t("sync.trouble")
      : wallet.syncedAt
        ? t("sync.at", { time: writtenTime(locale, wallet.syncedAt) })
        : t("sync.running");
  return (
    <p className="wl-sync" data-online={wallet.online}>
      {text}
    </p>
  );
}
