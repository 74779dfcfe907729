"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { SessionLink } from "../contract";
import { browserName } from "../domain/browser-name";

/** From the mail about a sign-in in a new browser: ends that session, by a click and not by opening the page. */
export function NotMePanel({ token, link }: { token: string; link: SessionLink }) {
  const t = useTranslations("access.notMe");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const end = useMutation(trpc.registration.endSession.mutationOptions());
  const open = link.state === "open" && !end.isSuccess ? link : null;
  return (
    <Card className="w-full">
      <div className="space-y-4 py-1">
        <h1 className="text-2xl">{t(open ? "title" : "endedTitle")}</h1>
        {end.isError ? <Notice tone="danger">{errorText(end.error)}</Notice> : null}
        {open ? (
          <>
            <p className="text-sm text-muted">{t("intro")}</p>
            <p className="rounded-lg border border-line px-4 py-3 text-sm">
              <span className="block font-medium">{browserName(open.userAgent)}</span>
              <span className="block text-xs text-muted tabular-nums">
                {t("seen", { place: open.ip, time: formatDateTime(open.createdAt, { timeZone: "UTC" }) })}
              </span>
            </p>
            <p className="text-sm text-muted">{t("text")}</p>
            <Button variant="danger" busy={end.isPending} onClick={() => end.mutate({ token })}>
              {t("submit")}
            </Button>
          </>
        ) : (
          <>
            <p className="text-sm text-muted">{t("endedText")}</p>
            <LinkButton href="/reset" variant="primary">
              {t("newPassword")}
            </LinkButton>
          </>
        )}
      </div>
    </Card>
  );
}
