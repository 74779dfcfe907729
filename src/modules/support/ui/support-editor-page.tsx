"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, LifeBuoy, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { localeNames, locales } from "@/i18n/locales";
import { Badge } from "@/shared/ui/badge";
import { Button, IconButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { PageHeader } from "@/shared/ui/page-header";
import { EmptyState } from "@/shared/ui/states";
import { Tabs } from "@/shared/ui/tabs";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import { type ContactsInput, SUPPORT_KINDS, type SupportItemDto, type SupportKind } from "../contract";
import { SupportContactsDialog } from "./support-contacts-dialog";
import { SupportItemDialog } from "./support-item-dialog";

const titleOf = (item: SupportItemDto) => locales.map((locale) => item.texts[locale]?.title).find(Boolean) ?? "";

/** The operator's editor of the Support page: questions, tutorials, files, videos, releases, contacts. */
export function SupportEditorPage({ mayAct }: { mayAct: boolean }) {
  const t = useTranslations("support.editor");
  const trpc = useTRPC();
  useLive(["operator"]);
  const { data } = useSuspenseQuery(trpc.support.items.queryOptions());
  const [kind, setKind] = useState<string>("FAQ");
  const of = (wanted: SupportKind) => data.items.filter((item) => item.kind === wanted);
  const kinds = useTranslations("support.kinds");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Tabs
        label={t("title")}
        value={kind}
        onChange={setKind}
        items={[
          ...SUPPORT_KINDS.map((one) => ({
            id: one,
            label: kinds(one),
            count: of(one).length,
            content: <Items kind={one} items={of(one)} mayAct={mayAct} />,
          })),
          { id: "contacts", label: t("contacts"), content: <Contacts contacts={data.contacts} mayAct={mayAct} /> },
        ]}
      />
    </>
  );
}

function Items({ kind, items, mayAct }: { kind: SupportKind; items: SupportItemDto[]; mayAct: boolean }) {
  const t = useTranslations("support.editor");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const { refetch } = useSuspenseQuery(trpc.support.items.queryOptions());
  const [edited, setEdited] = useState<string | "new" | null>(null);
  const [deleted, setDeleted] = useState<SupportItemDto | null>(null);
  const after = { onSettled: () => refetch() };
  const order = useMutation(
    trpc.support.order.mutationOptions({ ...after, onError: (error) => toast.error(errorText(error)) }),
  );
  const remove = useMutation(trpc.support.delete.mutationOptions(after));
  const move = (from: number, to: number) => {
    const itemIds = items.map((item) => item.id);
    itemIds.splice(to, 0, ...itemIds.splice(from, 1));
    order.mutate({ kind, itemIds });
  };
  const add = mayAct ? (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setEdited("new")}>
      {t("add")}
    </Button>
  ) : null;
  return (
    <>
      <Card
        padding={false}
        title={<span className="sr-only">{t(`about.${kind}`)}</span>}
        description={t(`about.${kind}`)}
        actions={items.length > 0 ? add : null}
      >
        {items.length === 0 ? (
          <EmptyState icon={<LifeBuoy />} title={t("empty")} action={add} />
        ) : (
          <ol className="divide-y divide-line border-line border-t">
            {items.map((item, index) => (
              <li key={item.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 py-3 text-sm">
                <div className="min-w-0 flex-1 basis-60">
                  <p className="font-medium [overflow-wrap:anywhere]">
                    {[item.version, titleOf(item)].filter(Boolean).join(" · ")}
                  </p>
                  <p className="mt-1 flex flex-wrap gap-1.5">
                    {locales.map((locale) =>
                      item.texts[locale]?.title ? <Badge key={locale}>{localeNames[locale]}</Badge> : null,
                    )}
                    {item.files.length > 0 ? (
                      <Badge tone="info">{t("fileCount", { count: item.files.length })}</Badge>
                    ) : null}
                    {item.published ? null : <Badge tone="warning">{t("draft")}</Badge>}
                  </p>
                </div>
                {mayAct ? (
                  <span className="flex items-center gap-1.5">
                    <IconButton
                      label={t("up", { title: titleOf(item) })}
                      icon={<ArrowUp aria-hidden="true" />}
                      disabled={index === 0 || order.isPending}
                      onClick={() => move(index, index - 1)}
                    />
                    <IconButton
                      label={t("down", { title: titleOf(item) })}
                      icon={<ArrowDown aria-hidden="true" />}
                      disabled={index === items.length - 1 || order.isPending}
                      onClick={() => move(index, index + 1)}
                    />
                    <Button size="sm" onClick={() => setEdited(item.id)}>
                      {t("edit")}
                    </Button>
                    <Button size="sm" onClick={() => setDeleted(item)}>
                      {t("delete")}
                    </Button>
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
        )}
      </Card>
      {edited ? (
        <SupportItemDialog
          kind={kind}
          item={items.find((item) => item.id === edited) ?? null}
          onSaved={(id) => {
            void refetch();
            // What may hold files stays open, for them.
            setEdited(edited === "new" && kind !== "FAQ" && kind !== "RELEASE" ? id : null);
          }}
          onFiles={() => void refetch()}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {deleted ? (
        <ConfirmDialog
          open
          onOpenChange={(stay) => !stay && setDeleted(null)}
          tone="danger"
          title={t("deleteTitle", { title: titleOf(deleted) })}
          description={t("deleteText")}
          confirmLabel={t("delete")}
          error={remove.error ? errorText(remove.error) : null}
          onConfirm={() => remove.mutateAsync({ itemId: deleted.id })}
        />
      ) : null}
    </>
  );
}

function Contacts({ contacts, mayAct }: { contacts: ContactsInput; mayAct: boolean }) {
  const t = useTranslations("support.editor");
  const labels = useTranslations("support.contacts");
  const [editing, setEditing] = useState(false);
  return (
    <Card title={t("contacts")} actions={mayAct ? <Button onClick={() => setEditing(true)}>{t("edit")}</Button> : null}>
      <DefinitionList
        columns={2}
        items={[
          { label: labels("email"), value: contacts.contactEmail },
          { label: labels("website"), value: contacts.website },
          {
            label: labels("offices"),
            wide: true,
            value:
              contacts.offices.length === 0 ? null : (
                <ul className="space-y-1.5">
                  {contacts.offices.map((office) => (
                    <li key={`${office.name} ${office.address}`}>
                      {[office.name, office.address, office.phone].filter(Boolean).join(" · ")}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {editing ? <SupportContactsDialog contacts={contacts} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
