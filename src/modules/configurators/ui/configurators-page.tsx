"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { Button, LinkButton } from "@/shared/ui/button";
import { PageHeader } from "@/shared/ui/page-header";
import { emptySelection } from "@/shared/ui/table-selection";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { ConfiguratorRow, ListConfiguratorsInput } from "../contract";
import { AssignDialog } from "./assign-dialog";
import { ConfigurationCardsPanel } from "./configuration-cards-panel";
import { ConfiguratorDialog } from "./configurator-dialog";
import { ConfiguratorsPanel } from "./configurators-panel";
import { CONFIGURATOR_TABLE, CONFIGURATOR_TABLE_OPTIONS } from "./configurators-table";
import type { ConfiguratorWords } from "./words";

/** Configurators of a site above, the configurations assigned to them below; the ones chosen above narrow the list below (figures 70 to 74). */
export function ConfiguratorsPage({
  siteId,
  rights,
  words,
  timeZone,
}: {
  siteId: string;
  rights: readonly SiteRight[];
  words: ConfiguratorWords;
  timeZone: string;
}) {
  const t = useTranslations("configurators");
  const trpc = useTRPC();
  const may = (right: SiteRight) => rights.includes(right);
  const options = useQuery(
    trpc.configurators.options.queryOptions({ siteId }, { enabled: may("configurationCards.view") }),
  );
  const labels = useQuery(trpc.configurators.fieldLabels.queryOptions({ siteId })).data ?? NO_LABELS;
  useLive([`site:${siteId}`]);
  const table = useTableState<ConfiguratorRow, ListConfiguratorsInput>(
    "configurators",
    CONFIGURATOR_TABLE,
    CONFIGURATOR_TABLE_OPTIONS,
  );
  const { selection } = table;
  const chosen = useMemo(() => (selection.kind === "picked" ? [...selection.rows.values()] : []), [selection]);
  const [editing, setEditing] = useState<ConfiguratorRow | "new" | null>(null);
  const [assigning, setAssigning] = useState(false);
  useAddressWord("do", (word) => word === "add" && may("configurators.create") && setEditing("new"));
  const addButton = may("configurators.create") ? (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setEditing("new")}>
      {t("addNew")}
    </Button>
  ) : null;
  const headButtons = may("configurators.create") ? (
    <>
      <LinkButton href={`/sites/${siteId}/configurators/import`} icon={<Upload aria-hidden="true" />}>
        {t("import.button")}
      </LinkButton>
      {addButton}
    </>
  ) : null;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={headButtons} />
      <div className="space-y-8">
        <ConfiguratorsPanel
          siteId={siteId}
          may={may}
          timeZone={timeZone}
          labels={labels}
          table={table}
          picked={chosen}
          onEdit={setEditing}
          addButton={headButtons}
        />
        {may("configurationCards.view") ? (
          <ConfigurationCardsPanel
            siteId={siteId}
            may={may}
            words={words}
            timeZone={timeZone}
            labels={labels}
            options={options.data}
            of={chosen}
            onShowAll={() => table.setSelection(emptySelection())}
            onAssign={() => setAssigning(true)}
          />
        ) : null}
      </div>
      {editing ? (
        <ConfiguratorDialog
          siteId={siteId}
          configurator={editing === "new" ? null : editing}
          labels={labels}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {assigning ? (
        <AssignDialog
          siteId={siteId}
          configuratorIds={chosen.map((one) => one.id)}
          onClose={() => setAssigning(false)}
        />
      ) : null}
    </>
  );
}

const NO_LABELS: (string | null)[] = [];
