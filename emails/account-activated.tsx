import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { contactName: string; accountName: string; signInAddress: string; signInUrl: string };

/** To the holder of an account that has just become active: where to sign in from now on. */
export const accountActivated = defineEmail<Data>({
  subject: ({ t, data }) => t("accountActivated.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("accountActivated.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountActivated.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>
        {t.rich("accountActivated.intro", { accountName: data.accountName, address: data.signInAddress })}
      </Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.signInUrl, label: t("signIn") }]} />
      <PlainAddress label={t("plainAddress")} url={data.signInUrl} />
    </>
  ),
  sample: {
    contactName: "Anna Keller",
    accountName: "Riverside Offices Ltd",
    signInAddress: "anna@riverside.example.com",
    signInUrl: "https://portal.example.com/login",
  },
});
