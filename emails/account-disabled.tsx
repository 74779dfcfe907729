import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { contactName: string; accountName: string; supplierName: string };

/** To a customer account that its supplier has disabled (R115). */
export const accountDisabled = defineEmail<Data>({
  subject: ({ t, data }) => t("accountDisabled.subject", { accountName: data.accountName }),
  preheader: ({ t, data }) => t("accountDisabled.preheader", { accountName: data.accountName }),
  body: ({ t, data }) => (
    <>
      <Title>{t("accountDisabled.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("accountDisabled.intro", { accountName: data.accountName })}</Paragraph>
      <Paragraph>{t("accountDisabled.effect")}</Paragraph>
      <Note>{t("accountDisabled.contact", { supplierName: data.supplierName })}</Note>
    </>
  ),
  sample: { contactName: "James Daniel", accountName: "Riverside Offices Ltd", supplierName: "Access Partners" },
});
