"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { FIELD_SUBJECTS, type FieldSubject } from "@/modules/accounts";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { ErrorState, Notice, PageSkeleton } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { type Base, PersonalizationFrame } from "./personalization-frame";

/** Names of the account's own fields (R040–R042). `subjects`: whose fields there are in an account of its type. */
export function FieldsPage({ base, canEdit, subjects }: { base: Base; canEdit: boolean; subjects: FieldSubject[] }) {
  const t = useTranslations("personalization.labels");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const labels = useQuery(trpc.personalization.fieldLabels.queryOptions());
  const { data } = labels;
  return (
    <PersonalizationFrame base={base} section="fields">
      {labels.isError ? <ErrorState title={errorText(labels.error)} /> : null}
      {labels.isPending ? <PageSkeleton /> : null}
      {data ? (
        <div className="space-y-5">
          <Notice>{t("explained")}</Notice>
          <div className="grid items-start gap-5 md:grid-cols-2 xl:grid-cols-3">
            {FIELD_SUBJECTS.filter((subject) => subjects.includes(subject)).map((subject) => (
              <SubjectForm key={subject} subject={subject} labels={data[subject]} canEdit={canEdit} />
            ))}
          </div>
        </div>
      ) : null}
    </PersonalizationFrame>
  );
}

type FormProps = { subject: FieldSubject; labels: (string | null)[]; canEdit: boolean };

function SubjectForm({ subject, labels, canEdit }: FormProps) {
  const t = useTranslations("personalization.labels");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const save = useMutation(
    trpc.personalization.saveFieldLabels.mutationOptions({
      onSuccess: () => toast.success(t("saved")),
      // Tables and forms everywhere show the names.
      onSettled: () => client.invalidateQueries(),
    }),
  );
  const errors = save.error ? fieldErrors(save.error) : {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({ subject, labels: labels.map((_, index) => String(form.get(`labels.${index}`) ?? "")) });
  }
  return (
    <Card title={t(`subjects.${subject}`)} description={t(`where.${subject}`)}>
      <form onSubmit={submit} noValidate className="space-y-4">
        {save.error && Object.keys(errors).length === 0 ? <Notice tone="danger">{errorText(save.error)}</Notice> : null}
        {labels.map((label, index) => (
          <FormField
            // biome-ignore lint/suspicious/noArrayIndexKey: fields 1 to 5 never move
            key={index}
            name={`labels.${index}`}
            label={t("field", { n: index + 1 })}
            error={errors[`labels.${index}`]}
          >
            <Input
              defaultValue={label ?? ""}
              maxLength={60}
              readOnly={!canEdit}
              placeholder={t("unused")}
              dir="auto"
              autoComplete="off"
            />
          </FormField>
        ))}
        {canEdit ? (
          <div className="flex justify-end">
            <Button type="submit" variant="primary" busy={save.isPending}>
              {t("save")}
            </Button>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
