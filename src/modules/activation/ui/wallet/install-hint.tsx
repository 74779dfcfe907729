"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { clientKind } from "../../domain/client-kind";

type InstallPrompt = Event & { prompt(): Promise<void> };

/** How to keep the wallet at hand, and a warning where cards would not last. */
export function InstallHint({ hasCards }: { hasCards: boolean }) {
  const t = useTranslations("wallet");
  const [prompt, setPrompt] = useState<InstallPrompt | null>(null);
  const [place, setPlace] = useState<"installed" | "inApp" | "ios" | "other" | null>(null);

  useEffect(() => {
    const standalone =
      matchMedia("(display-mode: standalone)").matches || ("standalone" in navigator && navigator.standalone === true);
    const kind = clientKind(navigator.userAgent);
    setPlace(standalone ? "installed" : kind.inApp ? "inApp" : kind.platform === "ios" ? "ios" : "other");
    const offer = (event: Event) => {
      event.preventDefault();
      setPrompt(event as InstallPrompt);
    };
    window.addEventListener("beforeinstallprompt", offer);
    return () => window.removeEventListener("beforeinstallprompt", offer);
  }, []);

  if (place === "inApp") {
    return (
      <div className="wl-note" role="note">
        <p>
          <b>{t("install.inApp.title")}</b>
        </p>
        <p>{t("install.inApp.text")}</p>
      </div>
    );
  }
  if (place === "ios" && hasCards) return <p className="wl-soft wl-hint">{t("install.ios")}</p>;
  if (prompt) {
    return (
      <button
        type="button"
        className="wl-act wl-quiet"
        onClick={() => void prompt.prompt().then(() => setPrompt(null))}
      >
        {t("install.button")}
      </button>
    );
  }
  return null;
}
