import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { accountName: string; network: string; settingsUrl: string };

/** To an account: its Web API token was used from a network where it never was before. */
export const apiNewPlace = defineEmail<Data>({
  subject: ({ t }) => t("apiNewPlace.subject"),
  preheader: ({ t, data }) => t("apiNewPlace.preheader", { network: data.network }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("apiNewPlace.title")}</Title>
      <Paragraph>{t.rich("apiNewPlace.intro", { accountName: data.accountName })}</Paragraph>
      <Facts rows={[[t("apiNewPlace.network"), data.network]]} />
      <Paragraph>{t("apiNewPlace.notYou")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.settingsUrl, label: t("apiNewPlace.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.settingsUrl} />
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    network: "192.0.2.0/24",
    settingsUrl: "https://portal.example.com/api-settings",
  },
});
