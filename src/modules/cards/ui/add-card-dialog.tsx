"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { LabelledFields } from "@/modules/delivery/ui/labelled-fields-panel";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField, RequiredNote } from "@/shared/ui/form-field";
import { RadioGroup } from "@/shared/ui/radio-group";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CardFormOptions } from "../contract";
import { CardChip } from "./card-chip";
import { ContactFields, cardErrors, MoreFields, PrivateIdFields, readCardForm, useErrorLines } from "./card-fields";
import type { Words } from "./words";

/** Adds cards, one after the other: it stays open for the next one (R193 to R200, R213 to R217). */
export function AddCardDialog({
  siteId,
  options,
  words,
  onClose,
}: {
  siteId: string;
  options: CardFormOptions;
  words: Words;
  onClose: () => void;
}) {
  const t = useTranslations("cards");
  const trpc = useTRPC();
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const { errorText, fieldErrors } = useErrorText();
  const blueIsPossible = options.configurations.length > 0;
  const [kind, setKind] = useState<"PRIVATE_ID" | "MOBILE_ID_PLUS">(blueIsPossible ? "PRIVATE_ID" : "MOBILE_ID_PLUS");
  const [added, setAdded] = useState<string[]>([]);
  const add = useMutation(
    trpc.cards.add.mutationOptions({
      onSuccess: (_, { card }) => {
        setAdded((before) => [...before, `${card.firstName} ${card.lastName}`.trim()]);
        // The next card is often like the last one: only what is the person's own is emptied.
        for (const name of ["firstName", "lastName", "email", "phone", "privateId"]) {
          const field = form.current?.elements.namedItem(name);
          if (field instanceof HTMLInputElement) field.value = "";
        }
        const first = form.current?.elements.namedItem("firstName");
        if (first instanceof HTMLInputElement) first.focus();
      },
    }),
  );
  const errorLines = useErrorLines(words.configurationName);
  const errors = cardErrors(fieldErrors(add.error));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "");
    const common = { ...readCardForm(data, options.timeZone), email: text("email") };
    add.mutate({
      siteId,
      card:
        kind === "PRIVATE_ID"
          ? { ...common, kind, configurationId: text("configurationId"), privateId: text("privateId") }
          : { ...common, kind },
    });
  };
  const choice = (value: "PRIVATE_ID" | "MOBILE_ID_PLUS", name: "blue" | "orange") => ({
    value,
    disabled: value === "PRIVATE_ID" && !blueIsPossible,
    label: (
      <span className="flex items-center gap-2 font-medium">
        <CardChip kind={value} plusProduct={words.plusProduct} />
        {t(`form.${name}Title`, { plusProduct: words.plusProduct })}
      </span>
    ),
    hint: t(`form.${name}Hint`, { price: options.prices[value] }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      dismissible={!add.isPending}
      title={t("form.addTitle")}
      footer={
        <>
          {added.length > 0 ? (
            <span className="mr-auto text-sm text-muted">{t("form.addedCount", { count: added.length })}</span>
          ) : null}
          <Button onClick={onClose} disabled={add.isPending}>
            {added.length > 0 ? t("form.done") : t("form.cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={add.isPending}>
            {t("form.create")}
          </Button>
        </>
      }
    >
      <form id={formId} ref={form} noValidate onSubmit={submit} className="space-y-5">
        <ErrorSummary
          errors={errorLines(errors)}
          title={add.isError && Object.keys(errors).length === 0 ? errorText(add.error) : undefined}
        />
        {add.isSuccess ? (
          <Notice tone="success">
            <span role="status">{t("form.added", { name: added.at(-1) ?? "" })}</span>
          </Notice>
        ) : null}
        <FormField kind="group" label={t("form.card")} name="kind" required>
          <RadioGroup
            look="cards"
            className="sm:grid sm:grid-cols-2"
            value={kind}
            onChange={(value) => setKind(value as typeof kind)}
            options={[choice("PRIVATE_ID", "blue"), choice("MOBILE_ID_PLUS", "orange")]}
          />
        </FormField>
        {blueIsPossible ? null : <p className="text-xs text-muted">{t("form.noConfigurations")}</p>}
        {kind === "PRIVATE_ID" ? (
          <PrivateIdFields options={options} configurationName={words.configurationName} errors={errors} />
        ) : null}
        <fieldset className="space-y-4">
          <legend className="mb-3 text-sm font-semibold">{t("form.contact")}</legend>
          <ContactFields errors={errors} />
          <LabelledFields person={null} labels={options.fieldLabels} errors={errors} />
        </fieldset>
        <MoreFields options={options} errors={errors} />
        <RequiredNote />
      </form>
    </Dialog>
  );
}
