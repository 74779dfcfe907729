import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  userName: string;
  accountName: string;
  signInAddress: string;
  activateUrl: string;
  /** Days that the link works. */
  validDays: number;
};

/** To a new user of an account: the link sets the password and activates (R091, R092). */
export const userInvited = defineEmail<Data>({
  subject: ({ t, data }) => t("userInvited.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("userInvited.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("userInvited.title")}</Title>
      <Paragraph>{t("greeting", { name: data.userName })}</Paragraph>
      <Paragraph>
        {t.rich("userInvited.intro", { accountName: data.accountName, address: data.signInAddress })}
      </Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.activateUrl, label: t("userInvited.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.activateUrl} />
      <Note>{t("linkDays", { days: data.validDays })}</Note>
      <Note>{t("userInvited.notYou")}</Note>
    </>
  ),
  sample: {
    userName: "James Daniel",
    accountName: "Riverside Offices Ltd",
    signInAddress: "james@riverside.example.com",
    activateUrl: "https://portal.example.com/activate/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA",
    validDays: 7,
  },
});
