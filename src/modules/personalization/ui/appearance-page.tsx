"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { contrast, isColour } from "@/shared/kernel/colour";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { ErrorState, Notice, PageSkeleton } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { AppearanceDto } from "../contract";
import { LOGO_KEYS } from "../domain/look";
import { ColourField } from "./colour-field";
import { LogoField } from "./logo-field";
import { LookPreview } from "./look-preview";
import { type Base, PersonalizationFrame } from "./personalization-frame";
import { ValueSource } from "./value-source";

type Props = { base: Base; canEdit: boolean; productName: string; company: string; origin: string };

/** Appearance (R043–R050): what the account sets, where the rest comes from, and how all of it looks, before it is saved. */
export function AppearancePage({ base, ...props }: Props) {
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const appearance = useQuery(trpc.personalization.appearance.queryOptions());
  return (
    <PersonalizationFrame base={base} section="appearance">
      {appearance.isError ? <ErrorState title={errorText(appearance.error)} /> : null}
      {appearance.isPending ? <PageSkeleton /> : null}
      {appearance.data ? <AppearanceForm key={appearance.dataUpdatedAt} data={appearance.data} {...props} /> : null}
    </PersonalizationFrame>
  );
}

/** Typed values; null is inherited. */
type Draft = {
  headerBackground: string | null;
  headerText: string | null;
  copyright: string | null;
  address: string | null;
};

function AppearanceForm({
  data,
  canEdit,
  productName,
  company,
  origin,
}: Omit<Props, "base"> & { data: AppearanceDto }) {
  const t = useTranslations("personalization.appearance");
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const { errorText, fieldErrors } = useErrorText();
  const { headerBackground, headerText, copyright, address } = data.own;
  const [draft, setDraft] = useState<Draft>({ headerBackground, headerText, copyright, address });
  const save = useMutation(
    trpc.personalization.saveAppearance.mutationOptions({
      onSuccess: async () => {
        toast.success(t("saved"));
        await client.invalidateQueries(trpc.personalization.pathFilter());
        router.refresh();
      },
    }),
  );
  const errors = save.error ? fieldErrors(save.error) : {};
  const set = (values: Partial<Draft>) => setDraft((before) => ({ ...before, ...values }));
  const shown = {
    headerBackground: colourOr(draft.headerBackground, data.inherited.headerBackground.value),
    headerText: colourOr(draft.headerText, data.inherited.headerText.value),
    copyright: draft.copyright || data.inherited.copyright.value || "",
  };
  const ratio = contrast(shown.headerBackground, shown.headerText);
  const source = (key: "headerBackground" | "headerText" | "copyright") => (
    <ValueSource
      source={draft[key] === null ? data.inherited[key].source : "own"}
      onReset={canEdit && draft[key] !== null ? () => set({ [key]: null }) : undefined}
    />
  );
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <div className="space-y-5">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(draft);
          }}
        >
          <Card title={t("colours")} description={t("coloursText")}>
            <div className="space-y-4">
              {save.error && Object.keys(errors).length === 0 ? (
                <Notice tone="danger">{errorText(save.error)}</Notice>
              ) : null}
              {(["headerBackground", "headerText"] as const).map((key) => (
                <ColourField
                  key={key}
                  name={key}
                  label={t(key)}
                  value={draft[key] ?? data.inherited[key].value ?? "#000000"}
                  error={errors[key]}
                  disabled={!canEdit}
                  source={source(key)}
                  onChange={(value) => set({ [key]: value })}
                />
              ))}
              {ratio < 4.5 ? (
                <Notice tone="warning">{t("lowContrast", { ratio: ratio.toFixed(1) })}</Notice>
              ) : (
                <p className="text-xs text-muted">{t("goodContrast", { ratio: ratio.toFixed(1) })}</p>
              )}
              <FormField name="copyright" label={t("copyright")} error={errors.copyright} hint={source("copyright")}>
                <Input
                  value={draft.copyright ?? ""}
                  placeholder={data.inherited.copyright.value ?? t("copyrightNone")}
                  maxLength={200}
                  readOnly={!canEdit}
                  dir="auto"
                  onChange={(event) => set({ copyright: event.target.value || null })}
                />
              </FormField>
              <FormField
                name="address"
                label={t("address")}
                error={errors.address}
                hint={t("addressHint", { address: `${origin}/login/${draft.address || "…"}` })}
              >
                <Input
                  value={draft.address ?? ""}
                  maxLength={40}
                  readOnly={!canEdit}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => set({ address: event.target.value || null })}
                />
              </FormField>
              {canEdit ? (
                <div className="flex justify-end">
                  <Button type="submit" variant="primary" busy={save.isPending}>
                    {t("save")}
                  </Button>
                </div>
              ) : null}
            </div>
          </Card>
        </form>
        <Card title={t("logos")} description={t("logosText")}>
          <div className="space-y-5">
            {LOGO_KEYS.map((logo) => (
              <LogoField key={logo} logo={logo} look={data.look} canEdit={canEdit} ground={shown.headerBackground} />
            ))}
          </div>
        </Card>
      </div>
      <LookPreview look={{ ...shown, ...logosOf(data) }} productName={productName} company={company} />
    </div>
  );
}

function logosOf({ look }: AppearanceDto) {
  return {
    companyLogo: look.companyLogo.value,
    footerCompanyLogo: look.footerCompanyLogo.value,
    footerLogo: look.footerLogo.value,
  };
}

/** A typed colour once it is one, else what stands without it. */
function colourOr(typed: string | null, inherited: string | null): string {
  if (typed && isColour(typed)) return typed.toLowerCase();
  return inherited ?? "#000000";
}
