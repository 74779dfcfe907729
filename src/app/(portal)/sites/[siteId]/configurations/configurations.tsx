"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { AssignDialog } from "@/modules/configurators/ui/assign-dialog";
import { ReaderConfigurationsPage } from "@/modules/reader-configurations/ui/reader-configurations-page";
import { Button } from "@/shared/ui/button";

/** The reader configurations with "Assign" of the configurators' module (R189, R264; figures 75, 76). */
export function Configurations(props: Omit<ComponentProps<typeof ReaderConfigurationsPage>, "assign">) {
  const t = useTranslations("configurators.assign");
  const [assigning, setAssigning] = useState<string[] | null>(null);
  const mayAssign = props.rights.includes("configurationCards.create") && props.rights.includes("configurators.view");
  return (
    <>
      <ReaderConfigurationsPage
        {...props}
        assign={
          mayAssign
            ? (configurations) => (
                <Button
                  size="sm"
                  icon={<Plus aria-hidden="true" />}
                  disabled={configurations.length === 0}
                  onClick={() => setAssigning(configurations.map(({ id }) => id))}
                >
                  {t("open")}
                </Button>
              )
            : undefined
        }
      />
      {assigning ? (
        <AssignDialog siteId={props.siteId} configurationIds={assigning} onClose={() => setAssigning(null)} />
      ) : null}
    </>
  );
}
