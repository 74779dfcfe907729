"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { LabelledFields } from "@/modules/delivery/ui/labelled-fields-panel";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField, RequiredNote } from "@/shared/ui/form-field";
import { RadioGroup } from "@/shared/ui/radio-group";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CardFormOptions, CardRow } from "../contract";
import { editableFields } from "../domain/card-policy";
import { CardChip } from "./card-chip";
import { ContactFields, cardErrors, MoreFields, PrivateIdFields, readCardForm, useErrorLines } from "./card-fields";
import type { Words } from "./words";

/** Changes what a card's status allows (R236 to R241). */
export function EditCardDialog({
  siteId,
  card,
  options,
  words,
  onClose,
}: {
  siteId: string;
  card: CardRow;
  options: CardFormOptions;
  words: Words;
  onClose: () => void;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const [kind, setKind] = useState(card.kind);
  const name = `${card.firstName} ${card.lastName}`;
  const edit = useMutation(
    trpc.cards.edit.mutationOptions({
      onSuccess: ({ changed }) => {
        if (changed > 0) toast.success(t("form.saved", { name }));
        else toast.info(t("form.nothingChanged"));
        onClose();
      },
    }),
  );
  const errorLines = useErrorLines(words.configurationName);
  const errors = cardErrors(fieldErrors(edit.error));
  const settled = !editableFields(card.status).has("privateId");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (field: string) => String(data.get(field) ?? "");
    const common = { cardId: card.id, ...readCardForm(data, options.timeZone) };
    if (settled) return edit.mutate({ siteId, card: common });
    const blue =
      kind === "PRIVATE_ID" ? { configurationId: text("configurationId"), privateId: text("privateId") } : {};
    edit.mutate({ siteId, card: { ...common, email: text("email"), kind, ...blue } });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      dismissible={!edit.isPending}
      title={t("form.editTitle", { name })}
      description={settled ? t("form.fixed") : undefined}
      aside={<CardChip kind={kind} plusProduct={words.plusProduct} className="mt-1.5" />}
      footer={
        <Button type="submit" form={formId} variant="primary" busy={edit.isPending}>
          {t("form.save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-5">
        <ErrorSummary
          errors={errorLines(errors)}
          title={edit.isError && Object.keys(errors).length === 0 ? errorText(edit.error) : undefined}
        />
        <ContactFields card={card} errors={errors} emailFixed={settled} />
        {card.kind === "MOBILE_ID_PLUS" && !settled ? (
          <FormField kind="group" label={t("form.card")} name="kind" hint={t("form.kindFixed")} error={errors.kind}>
            <RadioGroup
              direction="row"
              value={kind}
              onChange={(value) => setKind(value as typeof kind)}
              options={[
                { value: "MOBILE_ID_PLUS", label: t("form.orangeTitle", { plusProduct: words.plusProduct }) },
                { value: "PRIVATE_ID", label: t("form.blueTitle"), disabled: options.configurations.length === 0 },
              ]}
            />
          </FormField>
        ) : null}
        {kind === "PRIVATE_ID" ? (
          <PrivateIdFields
            card={card}
            options={options}
            configurationName={words.configurationName}
            errors={errors}
            fixed={settled}
          />
        ) : null}
        <LabelledFields person={card} labels={options.fieldLabels} errors={errors} />
        <MoreFields card={card} options={options} errors={errors} />
        <RequiredNote />
      </form>
    </Dialog>
  );
}
