"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ResetFactorDialog } from "@/modules/access/ui/reset-factor-dialog";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { useDebounced } from "@/shared/ui/data-table-filters";
import { Input } from "@/shared/ui/input";
import { useTRPC } from "@/trpc/client";

/** So many are seen at a glance; more get a search. */
const AT_A_GLANCE = 8;

/** The users of an account; the operator helps those who have lost their second factor. */
export function AccountUsers({ accountId, mayAct }: { accountId: string; mayAct: boolean }) {
  const t = useTranslations("operator.parts");
  const trpc = useTRPC();
  const [search, setSearch] = useState("");
  const [typed, type] = useDebounced(search, (text) => setSearch(text.trim()));
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null);
  const input = { accountId, ...(search ? { search } : {}) };
  const { data } = useQuery(trpc.operator.accountUsers.queryOptions(input, { placeholderData: keepPreviousData }));
  if (!data || (data.total === 0 && !search)) return null;
  const { users, total } = data;
  return (
    <Card title={t("users")}>
      {total > AT_A_GLANCE || search ? (
        <Input
          type="search"
          aria-label={t("searchUsers")}
          placeholder={t("searchUsers")}
          value={typed}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
          className="mb-3"
        />
      ) : null}
      {users.length === 0 ? <p className="text-sm text-muted">{t("noUser")}</p> : null}
      <ul className="-my-2 max-h-80 divide-y divide-line overflow-y-auto">
        {users.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm">
            <div className="min-w-0">
              <p className="font-medium">{user.name}</p>
              <p className="break-words text-xs text-muted">{`${user.email} · ${user.profile}`}</p>
            </div>
            <span className="flex flex-wrap items-center gap-2">
              {user.holder ? <Badge tone="info">{t("holder")}</Badge> : null}
              {user.secondFactor ? <Badge>{t("secondFactor")}</Badge> : null}
              <Badge tone={user.status === "ACTIVATED" ? "success" : "neutral"}>
                {t(`statuses.${user.status}` as never)}
              </Badge>
              {user.secondFactor && mayAct ? (
                <Button size="sm" onClick={() => setAsked(user)}>
                  {t("resetFactor")}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {total > users.length ? (
        <p className="mt-3 text-xs text-muted">{t("moreUsers", { shown: users.length, total })}</p>
      ) : null}
      {asked ? <ResetFactorDialog accountId={accountId} user={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}
