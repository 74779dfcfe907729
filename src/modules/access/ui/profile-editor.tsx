"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { AccountType } from "@/authz";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Checkbox, Input, Select } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ProfileDto, ProfileFields } from "../contract";
import { accountMatrix, siteMatrix } from "../domain/rights-matrix";
import { DeleteProfileDialog } from "./delete-profile-dialog";
import { RightsMatrix } from "./rights-matrix";

type Own = Pick<ProfileFields, "accountRights" | "everySiteRights" | "siteRights">;
type Props = {
  /** Null: a new one. */
  profile: ProfileDto | null;
  initial: ProfileFields;
  others: ProfileDto[];
  sites: { id: string; name: string }[];
  accountType: AccountType;
  /** What the reader holds: more can't be given. */
  own: {
    accountRights: readonly string[];
    everySiteRights: readonly string[];
    siteRights: Own["siteRights"] | Record<string, readonly string[]>;
  };
  canSave: boolean;
  canDelete: boolean;
  onSaved: (id: string | null) => void;
  aside?: ReactNode;
};

/** A profile's name and matrix; for an end customer also per site (R081 to R086). */
export function ProfileEditor(props: Props) {
  const { profile, initial, sites, accountType, own, canSave } = props;
  const t = useTranslations("access.profiles");
  const rightsText = useTranslations("access.rights");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [name, setName] = useState(initial.name);
  const [onAccount, setOnAccount] = useState<ReadonlySet<string>>(new Set(initial.accountRights));
  const [onEvery, setOnEvery] = useState<ReadonlySet<string>>(new Set(initial.everySiteRights));
  const [rows, setRows] = useState<Record<string, readonly string[]>>(initial.siteRights);
  const [site, setSite] = useState("");
  const [deleting, setDeleting] = useState(false);
  const settled = { onSettled: () => client.invalidateQueries(trpc.profiles.pathFilter()) };
  const create = useMutation(trpc.profiles.create.mutationOptions(settled));
  const edit = useMutation(trpc.profiles.edit.mutationOptions(settled));
  const { error, isPending } = profile ? edit : create;
  const errors = error ? fieldErrors(error) : {};

  function save() {
    const siteRights = Object.fromEntries(Object.entries(rows).map(([id, rights]) => [id, [...rights]]));
    const fields = { name, accountRights: [...onAccount], everySiteRights: [...onEvery], siteRights };
    const done = (id: string) => {
      toast.success(t("saved"));
      props.onSaved(id);
    };
    if (profile) edit.mutate({ ...fields, profileId: profile.id }, { onSuccess: () => done(profile.id) });
    else create.mutate(fields, { onSuccess: ({ id }) => done(id) });
  }
  const row = rows[site];
  const onSite = site && row ? new Set(row) : onEvery;
  const change = (rights: Set<string>) => (site ? setRows({ ...rows, [site]: [...rights] }) : setOnEvery(rights));
  const withoutRow = () => Object.fromEntries(Object.entries(rows).filter(([id]) => id !== site));
  const marked = (id: string, label: string) => (rows[id] ? t("withRow", { name: label }) : label);
  return (
    <Card title={profile ? profile.name : t("newTitle")} actions={props.aside}>
      <div className="space-y-6">
        {profile?.administrator ? <Notice>{t("administratorText")}</Notice> : null}
        {error && Object.keys(errors).length === 0 ? <Notice tone="danger">{errorText(error)}</Notice> : null}
        <FormField label={t("name")} name="name" required error={errors.name}>
          <Input
            value={name}
            readOnly={!canSave}
            maxLength={100}
            dir="auto"
            onChange={(event) => setName(event.target.value)}
          />
        </FormField>
        <section className="space-y-2">
          <h3 className="text-base">{rightsText("onAccount")}</h3>
          <RightsMatrix
            label={rightsText("onAccount")}
            rows={accountMatrix(accountType)}
            held={onAccount}
            grantable={new Set(own.accountRights)}
            onChange={canSave ? setOnAccount : undefined}
          />
        </section>
        {accountType === "END_CUSTOMER" ? (
          <section className="space-y-3">
            <h3 className="text-base">{rightsText("onSite")}</h3>
            <FormField label={rightsText("viewSite")} hint={t("siteHint")}>
              <Select
                value={site}
                onChange={(event) => setSite(event.target.value)}
                options={[
                  { value: "", label: rightsText("everySite") },
                  ...sites.map(({ id, name: label }) => ({ value: id, label: marked(id, label) })),
                ]}
              />
            </FormField>
            {site ? (
              <Checkbox
                label={t("ownRow")}
                checked={row !== undefined}
                disabled={!canSave}
                onChange={(event) => setRows(event.target.checked ? { ...rows, [site]: [...onEvery] } : withoutRow())}
              />
            ) : null}
            <RightsMatrix
              label={rightsText("onSite")}
              rows={siteMatrix()}
              held={onSite}
              grantable={new Set(own.siteRights[site] ?? own.everySiteRights)}
              onChange={canSave && (!site || row) ? change : undefined}
            />
          </section>
        ) : null}
        {props.canDelete || canSave ? (
          <div className="flex flex-wrap gap-2 border-t border-line pt-4">
            {props.canDelete ? (
              <Button variant="danger" disabled={isPending} onClick={() => setDeleting(true)}>
                {t("delete")}
              </Button>
            ) : null}
            {canSave ? (
              <Button variant="primary" busy={isPending} onClick={save} className="ml-auto">
                {t("save")}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
      {deleting && profile ? (
        <DeleteProfileDialog
          profile={profile}
          others={props.others}
          onClose={() => setDeleting(false)}
          onDeleted={() => props.onSaved(null)}
        />
      ) : null}
    </Card>
  );
}
