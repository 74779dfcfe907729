"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Notice } from "@/shared/ui/states";
import { SecondFactorSetup } from "./second-factor-setup";
import { signOut } from "./sign-out";

/** Between signing in and working, where the account requires a second factor that the person has not got yet. */
export function SecondFactorPanel({ companyName, next }: { companyName: string; next: string }) {
  const t = useTranslations("access.factor");
  return (
    <Card className="w-full">
      <div className="space-y-4 py-1">
        <h1 className="text-2xl">{t("scanTitle")}</h1>
        <Notice>{t("required", { company: companyName })}</Notice>
        <SecondFactorSetup onDone={() => window.location.assign(next)} />
        <Button variant="quiet" onClick={() => void signOut()}>
          {t("signOut")}
        </Button>
      </div>
    </Card>
  );
}
