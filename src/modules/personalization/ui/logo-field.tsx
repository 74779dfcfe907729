"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/shared/ui/file-drop";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { LOGOS, type LogoKey, type Look, logoPath } from "../domain/look";
import { CropDialog } from "./crop-dialog";
import { Ground } from "./ground";
import { ValueSource } from "./value-source";

type Props = { logo: LogoKey; look: Look; canEdit: boolean /** The colour it will stand on. */; ground: string };

/** One of the three logos (R046–R049): what stands, dropping another one, and back to what is inherited. */
export function LogoField({ logo, look, canEdit, ground }: Props) {
  const t = useTranslations("personalization.logo");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const { errorText } = useErrorText();
  const [file, setFile] = useState<File | null>(null);
  const { width, height } = LOGOS[logo];
  const { value, source } = look[logo];
  const name = t(`names.${logo}`);
  async function shown(text: string) {
    toast.success(text);
    setFile(null);
    await client.invalidateQueries(trpc.personalization.pathFilter());
    router.refresh();
  }
  const remove = useMutation(
    trpc.personalization.removeLogo.mutationOptions({
      onSuccess: () => shown(t("removed")),
      onError: (error) => toast.error(errorText(error)),
    }),
  );
  return (
    <div className="grid gap-x-5 gap-y-2 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]">
      <div className="min-w-0 space-y-2">
        <p className="text-sm font-medium">{name}</p>
        <Ground colour={ground} className="grid min-h-20 place-items-center rounded-md border border-line p-3">
          {value ? (
            // biome-ignore lint/performance/noImgElement: stored at its size, served for good
            <img src={logoPath(value)} alt={name} className="h-auto max-w-full" width={width} />
          ) : null}
        </Ground>
        <p className="text-xs text-muted">
          <ValueSource
            source={source}
            onReset={canEdit && source === "own" ? () => remove.mutate({ logo }) : undefined}
          />
        </p>
      </div>
      {canEdit ? (
        <FileDrop
          label={name}
          chooseLabel={t("choose")}
          hint={t("hint", { width, height })}
          accept="image/png,image/jpeg"
          disabled={false}
          onFiles={(files) => setFile(files[0] ?? null)}
        >
          {null}
        </FileDrop>
      ) : null}
      {file ? (
        <CropDialog logo={logo} file={file} onClose={() => setFile(null)} onDone={() => shown(t("saved"))} />
      ) : null}
    </div>
  );
}
