"use client";

import { useMutation } from "@tanstack/react-query";
import { Building2, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { Place } from "../contract";
import { signOut } from "./sign-out";

/** Where a person of several accounts works (decisions, section 2): after signing in, and to switch later. */
export function ChooseAccountPanel({ places, next }: { places: Place[]; next: string }) {
  const t = useTranslations("access");
  const types = useTranslations("accounts.types");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const choose = useMutation(
    trpc.session.switchUser.mutationOptions({ onSuccess: () => window.location.assign(next) }),
  );
  return (
    <Card className="w-full">
      <div className="space-y-4 py-1">
        <h1 className="text-2xl">{t("choose.title")}</h1>
        <p className="text-sm text-muted">{t("choose.intro")}</p>
        {choose.isError ? <Notice tone="danger">{errorText(choose.error)}</Notice> : null}
        <ul className="divide-y divide-line rounded-lg border border-line">
          {places.map((place) => (
            <li key={place.userId}>
              <button
                type="button"
                disabled={choose.isPending || choose.isSuccess}
                onClick={() => choose.mutate({ userId: place.userId })}
                className="flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover disabled:opacity-60"
              >
                <Building2 className="size-5 shrink-0 text-accent" aria-hidden="true" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium [overflow-wrap:anywhere]">{place.companyName}</span>
                  <span className="block text-xs text-muted">
                    {[types(place.type as "RESELLER"), place.profileName, place.current ? t("choose.current") : null]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </span>
                <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <Button variant="quiet" onClick={() => void signOut()}>
          {t("choose.signOut")}
        </Button>
      </div>
    </Card>
  );
}
