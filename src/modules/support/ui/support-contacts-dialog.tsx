"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button, IconButton } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ContactsInput } from "../contract";

type Office = { key: string; name: string; address: string; phone: string };
const PARTS = ["name", "address", "phone"] as const;

/** Whom customers may ask: address, website and offices (R313). */
export function SupportContactsDialog({ contacts, onClose }: { contacts: ContactsInput; onClose: () => void }) {
  const t = useTranslations("support.editor");
  const labels = useTranslations("support.contacts");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const [email, setEmail] = useState(contacts.contactEmail);
  const [website, setWebsite] = useState(contacts.website);
  const [offices, setOffices] = useState<Office[]>(() =>
    contacts.offices.map((office) => ({ ...office, phone: office.phone ?? "", key: crypto.randomUUID() })),
  );
  const save = useMutation(
    trpc.support.contacts.mutationOptions({
      onSuccess: () => {
        toast.success(t("saved"));
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.support.pathFilter()),
    }),
  );
  const errors = save.error ? fieldErrors(save.error) : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ contactEmail: email, website, offices: offices.map(({ key: _, ...office }) => office) });
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!save.isPending}
      title={t("contacts")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        {save.error && Object.keys(errors).length === 0 ? <Notice tone="danger">{errorText(save.error)}</Notice> : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField label={labels("email")} name="contactEmail" required error={errors.contactEmail}>
            <Input type="email" value={email} onChange={(event) => setEmail(event.target.value)} />
          </FormField>
          <FormField label={labels("website")} name="website" required error={errors.website}>
            <Input type="url" value={website} onChange={(event) => setWebsite(event.target.value)} />
          </FormField>
        </div>
        <fieldset className="space-y-3">
          <legend className="mb-1.5 text-sm font-medium">{labels("offices")}</legend>
          {offices.map((office, index) => (
            <div key={office.key} className="grid items-end gap-2 sm:grid-cols-[1fr_1.4fr_1fr_auto]">
              {PARTS.map((part) => (
                <FormField
                  key={part}
                  label={t(`office.${part}`)}
                  name={`offices.${index}.${part}`}
                  required={part !== "phone"}
                  error={errors[`offices.${index}.${part}`]}
                >
                  <Input
                    maxLength={part === "address" ? 300 : 200}
                    value={office[part]}
                    onChange={(event) =>
                      setOffices(
                        offices.map((one) => (one.key === office.key ? { ...one, [part]: event.target.value } : one)),
                      )
                    }
                  />
                </FormField>
              ))}
              <IconButton
                label={t("office.remove", { name: office.name })}
                icon={<X aria-hidden="true" />}
                onClick={() => setOffices(offices.filter((one) => one.key !== office.key))}
              />
            </div>
          ))}
          <Button
            size="sm"
            icon={<Plus aria-hidden="true" />}
            onClick={() => setOffices([...offices, { key: crypto.randomUUID(), name: "", address: "", phone: "" }])}
          >
            {t("office.add")}
          </Button>
        </fieldset>
        <RequiredNote />
      </form>
    </Dialog>
  );
}
