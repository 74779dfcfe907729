"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { QrCode } from "@/shared/ui/qr-code";
import { DOOR_STEP } from "../../contract";
import { doorCode, doorStep } from "../../phone/door-code";
import type { HeldCard, PhoneStore } from "../../phone/phone-store";
import { Sheet } from "./sheet";

/** The code to hold before a reader: new every half minute, made on the phone, offline too. */
export function DoorSheet({ held, store, onClose }: { held: HeldCard; store: PhoneStore; onClose: () => void }) {
  const t = useTranslations("wallet");
  const [code, setCode] = useState<string | null>(null);
  const [left, setLeft] = useState(DOOR_STEP);

  useEffect(() => {
    let shown = -1;
    let over = false;
    const tick = async () => {
      const now = new Date();
      setLeft(DOOR_STEP - (Math.floor(now.getTime() / 1000) % DOOR_STEP));
      const step = doorStep(now);
      if (step === shown) return;
      shown = step;
      const keys = await store.existingKeys();
      if (keys && !over) setCode(await doorCode(keys, held.pass, now));
    };
    void tick();
    const timer = setInterval(() => void tick(), 500);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [held.pass, store]);
  useScreenAwake();

  return (
    <Sheet title={t("door.title")} onClose={onClose}>
      <div className="wl-door">
        {code && <QrCode className="wl-qr" text={code} label={t("door.label")} />}
        <progress max={DOOR_STEP} value={left} aria-label={t("door.left", { seconds: left })} />
        <p aria-hidden="true">{t("door.left", { seconds: left })}</p>
      </div>
      <p className="wl-soft">{t("door.hint")}</p>
    </Sheet>
  );
}

/** The screen does not go dark while the code is shown, where the browser allows it. */
function useScreenAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    navigator.wakeLock
      ?.request("screen")
      .then((held) => {
        lock = held;
        if (over) void held.release();
      })
      .catch(() => {});
    return () => {
      over = true;
      void lock?.release();
    };
  }, []);
}
