"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import Cropper, { type Area } from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Notice } from "@/shared/ui/states";
import { useErrorText } from "@/trpc/errors";
import { upload } from "@/trpc/upload";
import { LOGOS, type LogoKey } from "../domain/look";

type Props = { logo: LogoKey; file: File; onClose: () => void; onDone: () => void };

/** Which part of a picture becomes the logo: all of it, or what lies in the frame. */
export function CropDialog({ logo, file, onClose, onDone }: Props) {
  const t = useTranslations("personalization.logo");
  const shared = useTranslations("shared.dialog");
  const { errorText } = useErrorText();
  const { width, height } = LOGOS[logo];
  const [address, setAddress] = useState<string | null>(null);
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area | null>(null);
  const [readable, setReadable] = useState(true);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const save = useMutation({
    mutationFn: (part: Area | null) => {
      const form = new FormData();
      form.set("file", file);
      form.set("logo", logo);
      if (part) form.set("crop", [part.x, part.y, part.width, part.height].map(Math.round).join(","));
      return upload("logo", {}, form);
    },
    onSuccess: onDone,
  });
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!save.isPending}
      title={t("cropTitle")}
      description={t("cropText", { width, height })}
      footer={
        <>
          <Button onClick={onClose} disabled={save.isPending}>
            {shared("cancel")}
          </Button>
          <Button onClick={() => save.mutate(null)} disabled={save.isPending}>
            {t("useWhole")}
          </Button>
          <Button variant="primary" busy={save.isPending} disabled={!area} onClick={() => save.mutate(area)}>
            {t("useFrame")}
          </Button>
        </>
      }
    >
      {save.error ? <Notice tone="danger">{errorText(save.error)}</Notice> : null}
      {readable ? null : <Notice tone="warning">{t("notShown")}</Notice>}
      <div className="relative h-64 overflow-hidden rounded-md bg-sunken">
        {address && readable ? (
          <Cropper
            image={address}
            crop={crop}
            zoom={zoom}
            aspect={width / height}
            minZoom={1}
            maxZoom={8}
            disableAutomaticStylesInjection
            mediaProps={{ alt: t("picture"), onError: () => setReadable(false) }}
            onCropChange={setCrop}
            onZoomChange={setZoom}
            onCropComplete={(_, pixels) => setArea(pixels)}
          />
        ) : null}
      </div>
      <label className="mt-4 flex items-center gap-3 text-sm">
        {t("zoom")}
        <input
          type="range"
          min={1}
          max={8}
          step={0.1}
          value={zoom}
          onChange={(event) => setZoom(Number(event.target.value))}
          className="flex-1 accent-accent"
        />
      </label>
    </Dialog>
  );
}
