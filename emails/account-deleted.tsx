import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { contactName: string; accountName: string; supplierName: string };

/** To the holder of an account that its supplier deleted (R117). */
export const accountDeleted = defineEmail<Data>({
  subject: ({ t, data }) => t("accountDeleted.subject", { accountName: data.accountName }),
  preheader: ({ t, data }) => t("accountDeleted.preheader", { accountName: data.accountName }),
  body: ({ t, data }) => (
    <>
      <Title>{t("accountDeleted.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("accountDeleted.intro", { accountName: data.accountName })}</Paragraph>
      <Paragraph>{t("accountDeleted.effect")}</Paragraph>
      <Note>{t("accountDisabled.contact", { supplierName: data.supplierName })}</Note>
    </>
  ),
  sample: { contactName: "Anna Keller", accountName: "Riverside Offices Ltd", supplierName: "Northgate Access" },
});
