import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Actor, can } from "@/authz";
import { existing, pageContext } from "@/composition/page";
import { createCaller } from "@/composition/root-router";
import { productWords } from "@/composition/words";
import { defaultLocale, isLocale } from "@/i18n/locales";
import { AppearancePage } from "@/modules/personalization/ui/appearance-page";
import { FieldsPage } from "@/modules/personalization/ui/fields-page";
import { MailPage } from "@/modules/personalization/ui/mail-page";
import { MailsPage } from "@/modules/personalization/ui/mails-page";
import { config } from "@/platform/config";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

/* The Personalization Panel's pages, of the portal and of the operator's console. Their routes have required the right. */

type Props = { actor: Actor };

const baseOf = ({ accountType }: Actor) =>
  accountType === "OPERATOR" ? ("/operator/personalization" as const) : ("/personalization" as const);

export async function personalizationTitle(): Promise<Metadata> {
  return { title: (await getTranslations("personalization"))("title") };
}

export async function AppearanceRoute({ actor }: Props) {
  await prefetch(trpc.personalization.appearance.queryOptions());
  const { productName } = await productWords();
  return (
    <HydrateClient>
      <AppearancePage
        base={baseOf(actor)}
        canEdit={can(actor, "personalization.edit")}
        productName={productName}
        company={actor.companyName}
        origin={config().origin}
      />
    </HydrateClient>
  );
}

export async function FieldsRoute({ actor }: Props) {
  await prefetch(trpc.personalization.fieldLabels.queryOptions());
  return (
    <HydrateClient>
      <FieldsPage
        base={baseOf(actor)}
        canEdit={can(actor, "personalization.edit")}
        subjects={actor.accountType === "END_CUSTOMER" ? ["USER", "CARD", "CONFIGURATOR"] : ["USER"]}
      />
    </HydrateClient>
  );
}

export async function MailsRoute({ actor }: Props) {
  await prefetch(trpc.personalization.mails.queryOptions());
  return (
    <HydrateClient>
      <MailsPage base={baseOf(actor)} />
    </HydrateClient>
  );
}

/** @param kind an unknown one is no page. */
export async function MailRoute({ actor, kind }: Props & { kind: string }) {
  const wanted = await getLocale();
  const locale = isLocale(wanted) ? wanted : defaultLocale;
  await existing(createCaller(await pageContext()).personalization.mail({ kind, locale }));
  return (
    <MailPage
      base={baseOf(actor)}
      kind={kind}
      locale={locale}
      canEdit={can(actor, "personalization.edit")}
      timeZone={actor.timeZone}
    />
  );
}
