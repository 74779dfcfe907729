"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { QrCode } from "@/shared/ui/qr-code";
import type { MoveAnswer } from "../../contract";
import { type PhoneClient, PhoneError } from "../../phone/phone-client";
import type { HeldCard } from "../../phone/phone-store";
import { writtenTime } from "./dates";
import { Sheet } from "./sheet";

/** Moving a card: a link for the other phone as a QR code, or copied for the installed app on this one. */
export function MoveSheet({ held, client, onClose }: { held: HeldCard; client: PhoneClient; onClose: () => void }) {
  const t = useTranslations("wallet");
  const locale = useLocale();
  const [answer, setAnswer] = useState<MoveAnswer | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    let over = false;
    client.move(held.credentialId).then(
      (made) => !over && setAnswer(made),
      (error) => !over && setFailed(error instanceof PhoneError ? error.reason : "unexpected"),
    );
    return () => {
      over = true;
    };
  }, [client, held.credentialId]);

  const reason = failed === "offline" || failed === "notTransferable" || failed === "closed" ? failed : "unexpected";
  return (
    <Sheet title={t("move.title")} onClose={onClose}>
      {failed && (
        <div className="wl-note" role="alert">
          <p>
            <b>{t(`failure.${reason}.title`)}</b>
          </p>
          <p>{t(`failure.${reason}.text`, { date: "", device: "", tries: 0, origin: "" })}</p>
        </div>
      )}
      {!answer && !failed && <p className="wl-soft">{t("move.making")}</p>}
      {answer && (
        <>
          <div className="wl-door">
            <QrCode className="wl-qr" text={answer.link} label={t("move.label")} />
          </div>
          <p>{t("move.scan")}</p>
          <p className="wl-soft">{t("move.until", { time: writtenTime(locale, new Date(answer.expiresAt)) })}</p>
          <button
            type="button"
            className="wl-act"
            onClick={() => void navigator.clipboard.writeText(answer.link).then(() => setCopied(true))}
          >
            {copied ? t("move.copied") : t("move.copy")}
          </button>
        </>
      )}
    </Sheet>
  );
}
