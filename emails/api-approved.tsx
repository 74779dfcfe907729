import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { accountName: string; apiNumber: string; settingsUrl: string };

/** To who asked for a Web API token: it can be shown now (R147, R154). */
export const apiApproved = defineEmail<Data>({
  subject: ({ t, data }) => t("apiApproved.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("apiApproved.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("apiApproved.title")}</Title>
      <Paragraph>{t.rich("apiApproved.intro", { accountName: data.accountName, apiNumber: data.apiNumber })}</Paragraph>
      <Paragraph>{t("apiApproved.once")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.settingsUrl, label: t("apiApproved.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.settingsUrl} />
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    apiNumber: "API28517",
    settingsUrl: "https://portal.example.com/api-settings",
  },
});
