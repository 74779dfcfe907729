"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AccountType } from "@/authz";
import { Badge } from "@/shared/ui/badge";
import { Button, TextLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cx } from "@/shared/ui/cx";
import { PageHeader } from "@/shared/ui/page-header";
import { ErrorState, PageSkeleton } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ProfileDto } from "../contract";
import { ProfileEditor } from "./profile-editor";

type Props = {
  accountType: AccountType;
  rights: { create: boolean; edit: boolean; delete: boolean };
  /** Where the pages of users are: the operator's are in its console. */
  base?: string;
};
const EMPTY = { name: "", accountRights: [], everySiteRights: [], siteRights: {} };

/** "Manage profiles" (figures 15 to 17): the account's profiles, and the matrix of the one chosen. */
export function ProfilesPage({ accountType, rights, base = "/users" }: Props) {
  const t = useTranslations("access.profiles");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const list = useQuery(trpc.profiles.list.queryOptions());
  const own = useQuery(trpc.profiles.own.queryOptions());
  const [chosen, setChosen] = useState<string | null>(null);
  const [draft, setDraft] = useState<typeof EMPTY | Omit<ProfileDto, "id"> | null>(null);
  if (list.isError) return <ErrorState title={errorText(list.error)} />;
  if (!list.data || !own.data) return <PageSkeleton />;
  const { profiles, sites } = list.data;
  const profile = draft ? null : (profiles.find((row) => row.id === chosen) ?? profiles[0] ?? null);
  const start = (from: typeof EMPTY | Omit<ProfileDto, "id">) => setDraft(from);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        breadcrumbs={[{ label: t("users"), href: base }, { label: t("title") }]}
        actions={
          rights.create ? (
            <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => start(EMPTY)}>
              {t("create")}
            </Button>
          ) : null
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <Card padding={false}>
          <ul className="divide-y divide-line">
            {profiles.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  aria-current={row.id === profile?.id ? "true" : undefined}
                  onClick={() => {
                    setDraft(null);
                    setChosen(row.id);
                  }}
                  className={cx(
                    "flex w-full items-center justify-between gap-2 px-4 py-3 text-left text-sm hover:bg-hover",
                    row.id === profile?.id && "bg-selected font-medium",
                  )}
                >
                  <span className="min-w-0 [overflow-wrap:anywhere]">{row.name}</span>
                  <Badge>{t("userCount", { count: row.users })}</Badge>
                </button>
              </li>
            ))}
          </ul>
        </Card>
        <ProfileEditor
          key={draft ? "new" : profile?.id}
          profile={profile}
          initial={draft ?? profile ?? EMPTY}
          others={profiles.filter((row) => row.id !== profile?.id)}
          sites={sites}
          accountType={accountType}
          own={own.data}
          canSave={draft ? rights.create : rights.edit && !profile?.administrator}
          canDelete={rights.delete && profile !== null && !profile.administrator}
          onSaved={(id) => {
            setDraft(null);
            setChosen(id);
          }}
          aside={
            profile ? (
              <span className="flex flex-wrap items-center gap-3">
                <TextLink href={`${base}?profile=${profile.id}`} className="text-sm">
                  {t("whoHasIt")}
                </TextLink>
                {rights.create ? (
                  <Button
                    size="sm"
                    icon={<Copy aria-hidden="true" />}
                    onClick={() => start({ ...profile, name: t("copyOf", { name: profile.name }) })}
                  >
                    {t("copy")}
                  </Button>
                ) : null}
              </span>
            ) : null
          }
        />
      </div>
    </>
  );
}
