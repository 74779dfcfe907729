import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { accountName: string; address: string; settingsUrl: string };

/** To an account: a webhook was paused after three days without a delivery. */
export const webhookPaused = defineEmail<Data>({
  subject: ({ t }) => t("webhookPaused.subject"),
  preheader: ({ t }) => t("webhookPaused.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("webhookPaused.title")}</Title>
      <Paragraph>{t.rich("webhookPaused.intro", { accountName: data.accountName })}</Paragraph>
      <Facts rows={[[t("webhookPaused.address"), data.address]]} />
      <Paragraph>{t("webhookPaused.next")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.settingsUrl, label: t("webhookPaused.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.settingsUrl} />
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    address: "https://hooks.example.com/portal",
    settingsUrl: "https://portal.example.com/api-settings",
  },
});
