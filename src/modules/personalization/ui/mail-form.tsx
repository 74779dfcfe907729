"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Locale } from "@/i18n/locales";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { MailTextDto } from "../contract";
import type { MailDoc } from "../domain/mail-text";
import { MailEditor } from "./mail-editor";
import { MailPreview } from "./mail-preview";
import { MailVersions } from "./mail-versions";

type Props = { kind: string; locale: Locale; data: MailTextDto; canEdit: boolean; timeZone: string };

/** Subject and body in one language, beside how they will look; nothing is stored before "Save". */
export function MailForm({ kind, locale, data, canEdit, timeZone }: Props) {
  const t = useTranslations("personalization.mails");
  const names = useTranslations("personalization.variables");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const [subject, setSubject] = useState(data.text.subject);
  const [body, setBody] = useState<MailDoc>(data.text.body);
  // The editor keeps its own state: it is begun anew where other words are put into it.
  const [edition, setEdition] = useState(0);
  const subjectField = useRef<HTMLInputElement>(null);
  const changed = subject !== data.text.subject || JSON.stringify(body) !== JSON.stringify(data.text.body);
  const settled = (text: string) => ({
    onSuccess: async () => {
      toast.success(text);
      await client.invalidateQueries(trpc.personalization.pathFilter());
    },
  });
  const save = useMutation(trpc.personalization.saveMail.mutationOptions(settled(t("saved"))));
  const reset = useMutation(trpc.personalization.resetMail.mutationOptions(settled(t("wasReset"))));
  const send = useMutation(
    trpc.personalization.sendTestMail.mutationOptions({
      onSuccess: () => toast.success(t("tested")),
      onError: (error) => toast.error(errorText(error)),
    }),
  );
  const errors = save.error ? fieldErrors(save.error) : {};
  const put = (text: { subject: string; body: MailDoc }) => {
    setSubject(text.subject);
    setBody(text.body);
    setEdition((n) => n + 1);
  };
  const label = (name: string) => names(name as "holderName");
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,42rem)]">
      <div className="space-y-5">
        <Card title={t("words")} description={t(`sources.${data.source}`)}>
          <div className="space-y-4">
            {save.error && Object.keys(errors).length === 0 ? (
              <Notice tone="danger">{errorText(save.error)}</Notice>
            ) : null}
            <FormField name="subject" label={t("subject")} required error={errors.subject}>
              <Input
                ref={subjectField}
                value={subject}
                maxLength={200}
                readOnly={!canEdit}
                dir="auto"
                onChange={(event) => setSubject(event.target.value)}
              />
            </FormField>
            <MailEditor
              key={edition}
              body={body}
              variables={data.variables.map((name) => ({ name, label: label(name) }))}
              essentials={data.essentials}
              error={errors.body}
              readOnly={!canEdit}
              onChange={setBody}
              onSubject={(name) => setSubject((before) => `${before}{{${name}}}`.slice(0, 200))}
            />
            {canEdit ? (
              <div className="flex flex-wrap justify-end gap-2">
                <Button
                  icon={<Send aria-hidden="true" />}
                  busy={send.isPending}
                  disabled={changed}
                  title={changed ? t("saveFirst") : undefined}
                  onClick={() => send.mutate({ kind, locale })}
                >
                  {t("test")}
                </Button>
                {data.source === "own" ? (
                  <Button busy={reset.isPending} onClick={() => reset.mutate({ kind, locale })}>
                    {t("reset")}
                  </Button>
                ) : null}
                <Button
                  variant="primary"
                  busy={save.isPending}
                  disabled={!changed}
                  onClick={() => save.mutate({ kind, locale, subject, body })}
                >
                  {t("save")}
                </Button>
              </div>
            ) : null}
          </div>
        </Card>
        <MailVersions versions={data.versions} timeZone={timeZone} onTake={canEdit ? put : undefined} />
      </div>
      <Card title={t("preview")} description={t("previewText")} className="xl:sticky xl:top-20">
        <MailPreview kind={kind} locale={locale} text={subject.trim() ? { subject, body } : null} />
      </Card>
    </div>
  );
}
