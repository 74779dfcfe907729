"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { History, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { STARRED } from "@/modules/accounts";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { ErrorSummary } from "@/shared/ui/form-field";
import { PageHeader } from "@/shared/ui/page-header";
import { ErrorState, Notice, PageSkeleton } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { ContactFields, OrganizationFields, readAccountFields } from "./account-fields-panel";
import { OwnRightsDialog } from "./own-rights-dialog";
import { OwnSignInCards } from "./own-sign-in-cards";
import { SecondFactorRulePanel } from "./second-factor-rule-panel";

type Props = { canEdit: boolean; timeZone: string; countries: { value: string; label: string }[] };

/** "My account" (figure 6): contact, organization and registration; what is fixed, and why (R051 to R058). */
export function AccountPage({ canEdit, timeZone, countries }: Props) {
  const t = useTranslations("access.account");
  const labels = useTranslations("accounts");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [rights, setRights] = useState(false);
  const account = useQuery(trpc.accounts.own.queryOptions());
  const edit = useMutation(
    trpc.accounts.editOwn.mutationOptions({
      onSuccess: () => toast.success(t("saved")),
      onSettled: () => client.invalidateQueries(trpc.accounts.pathFilter()),
    }),
  );
  if (account.isError) return <ErrorState title={errorText(account.error)} />;
  if (!account.data) return <PageSkeleton />;
  const { data } = account;
  const fixed = canEdit ? STARRED : (Object.keys(data) as (typeof STARRED)[number][]);
  const errors = edit.error ? fieldErrors(edit.error) : {};
  const wrong = Object.entries(errors).map(([name, message]) => ({ name, message }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    edit.mutate(readAccountFields(event.currentTarget));
  };
  return (
    <>
      <PageHeader
        title={t("title")}
        description={data.companyName}
        actions={
          <>
            <LinkButton href="/history" icon={<History aria-hidden="true" />}>
              {t("history")}
            </LinkButton>
            <Button icon={<ShieldCheck aria-hidden="true" />} onClick={() => setRights(true)}>
              {t("rights")}
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
        <form onSubmit={submit} noValidate className="space-y-5">
          <Notice>{t("fixed")}</Notice>
          <ErrorSummary errors={wrong} title={edit.error && wrong.length === 0 ? errorText(edit.error) : undefined} />
          <Card title={labels("blocks.contact")}>
            <ContactFields values={data} errors={errors} fixed={fixed} />
          </Card>
          <Card title={labels("blocks.organization")}>
            <OrganizationFields values={data} errors={errors} fixed={fixed} countries={countries} />
          </Card>
          {canEdit ? (
            <div className="flex justify-end">
              <Button type="submit" variant="primary" busy={edit.isPending}>
                {t("save")}
              </Button>
            </div>
          ) : null}
        </form>
        <div className="space-y-5">
          <Card title={labels("blocks.registration")}>
            <DefinitionList
              items={[
                { label: labels("fields.email"), value: data.email },
                { label: labels("fields.type"), value: labels(`types.${data.type}`) },
                { label: labels("fields.createdBy"), value: data.createdBy },
                { label: t("createdAt"), value: formatDateTime(data.createdAt, { timeZone }) },
              ]}
            />
          </Card>
          <OwnSignInCards timeZone={timeZone} />
          <SecondFactorRulePanel canEdit={canEdit} />
        </div>
      </div>
      {rights ? <OwnRightsDialog onClose={() => setRights(false)} /> : null}
    </>
  );
}
