"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { DuplicatesDialog } from "./duplicates-dialog";

/** ON or OFF for private ID duplicates of a site (R246); turned off, it shows the duplicates that exist (R248). */
export function DuplicatesSwitch({
  site,
  canEdit,
}: {
  site: { id: string; name: string; allowDuplicateIds: boolean };
  canEdit: boolean;
}) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const [showing, setShowing] = useState(false);
  const turn = useMutation(
    trpc.sites.setDuplicates.mutationOptions({
      onSuccess: ({ duplicates }, { allowed }) => {
        void queries.invalidateQueries(trpc.sites.pathFilter());
        toast.success(t(allowed ? "privateIds.allowed" : "privateIds.forbidden", { name: site.name }));
        if (duplicates.length > 0) setShowing(true);
      },
      onError: (error) => toast.error(errorText(error)),
    }),
  );
  const on = turn.isPending ? turn.variables.allowed : site.allowDuplicateIds;
  return (
    <>
      <Switch
        checked={on}
        disabled={!canEdit}
        aria-label={t("privateIds.switch", { name: site.name })}
        label={<span className="tabular-nums">{t(on ? "privateIds.on" : "privateIds.off")}</span>}
        onChange={(event) => turn.mutate({ siteId: site.id, allowed: event.target.checked })}
      />
      {showing ? <DuplicatesDialog site={site} onClose={() => setShowing(false)} /> : null}
    </>
  );
}
