import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { contactName: string; accountName: string; signInUrl: string };

/** To a customer account that its supplier has enabled again (R115). */
export const accountReactivated = defineEmail<Data>({
  subject: ({ t, data }) => t("accountReactivated.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("accountReactivated.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountReactivated.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("accountReactivated.intro", { accountName: data.accountName })}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.signInUrl, label: t("signIn") }]} />
      <PlainAddress label={t("plainAddress")} url={data.signInUrl} />
    </>
  ),
  sample: {
    contactName: "James Daniel",
    accountName: "Riverside Offices Ltd",
    signInUrl: "https://portal.example.com/login",
  },
});
