"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Select } from "@/shared/ui/input";
import { ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { accountMatrix, siteMatrix } from "../domain/rights-matrix";
import { RightsMatrix } from "./rights-matrix";

/** "View user rights" (R067 to R074): what the reader may do, for an end customer site by site. */
export function OwnRightsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("access.rights");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const own = useQuery(trpc.profiles.own.queryOptions());
  const [site, setSite] = useState("");
  const rights = own.data;
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      size="lg"
      title={t("title")}
      description={rights ? t("profile", { name: rights.name }) : undefined}
    >
      {own.isError ? <ErrorState title={errorText(own.error)} /> : null}
      {own.isPending ? <SkeletonText lines={8} /> : null}
      {rights ? (
        <div className="space-y-6">
          <RightsMatrix
            label={t("onAccount")}
            rows={accountMatrix(rights.accountType)}
            held={new Set(rights.accountRights)}
          />
          {rights.accountType === "END_CUSTOMER" ? (
            <section className="space-y-3">
              <FormField label={t("viewSite")}>
                <Select
                  value={site}
                  onChange={(event) => setSite(event.target.value)}
                  options={[
                    { value: "", label: t("everySite") },
                    ...rights.sites.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              </FormField>
              <RightsMatrix
                label={t("onSite")}
                rows={siteMatrix()}
                held={new Set(rights.siteRights[site] ?? rights.everySiteRights)}
              />
            </section>
          ) : null}
        </div>
      ) : null}
    </Dialog>
  );
}
