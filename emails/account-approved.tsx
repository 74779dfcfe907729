import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  contactName: string;
  accountName: string;
  signInAddress: string;
  setPasswordUrl: string;
  /** Days that the link works. */
  validDays: number;
};

/** To the requester: approved; the link defines the password (R007, R008). */
export const accountApproved = defineEmail<Data>({
  subject: ({ t }) => t("accountApproved.subject"),
  preheader: ({ t }) => t("accountApproved.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountApproved.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("accountApproved.intro", { accountName: data.accountName })}</Paragraph>
      <Paragraph>{t.rich("accountApproved.signIn", { address: data.signInAddress })}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.setPasswordUrl, label: t("accountApproved.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.setPasswordUrl} />
      <Note>{t("linkDays", { days: data.validDays })}</Note>
    </>
  ),
  sample: {
    contactName: "Claudia Durand",
    accountName: "Riverside Offices Ltd",
    signInAddress: "support@riverside.example.com",
    setPasswordUrl: "https://portal.example.com/activate/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA",
    validDays: 7,
  },
});
