"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

type Props = {
  purpose: "activate" | "reset";
  state: "used" | "lapsed" | "closed" | "unknown";
  token: string;
};

/** The page of a link that can't be used: why, and what to do instead. */
export function DeadLinkPanel({ purpose, state, token }: Props) {
  const t = useTranslations("access");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const resend = useMutation(trpc.registration.resend.mutationOptions());
  const again = purpose === "activate" && state === "lapsed";
  return (
    <Card className="w-full">
      <div className="space-y-4 py-1">
        <h1 className="text-2xl">{t(`deadLink.${state}.title`)}</h1>
        <p className="text-sm text-muted">{t(`deadLink.${state}.${purpose}`)}</p>
        {resend.isSuccess ? <Notice tone="success">{t("deadLink.sent")}</Notice> : null}
        {resend.isError ? <Notice tone="danger">{errorText(resend.error)}</Notice> : null}
        <div className="flex flex-wrap gap-2">
          {again && !resend.isSuccess ? (
            <Button variant="primary" busy={resend.isPending} onClick={() => resend.mutate({ token })}>
              {t("deadLink.sendAgain")}
            </Button>
          ) : null}
          {purpose === "reset" && state !== "used" ? (
            <LinkButton variant="primary" href="/reset">
              {t("deadLink.askAgain")}
            </LinkButton>
          ) : null}
          <LinkButton href="/login">{t("login.submit")}</LinkButton>
        </div>
      </div>
    </Card>
  );
}
