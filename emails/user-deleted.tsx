import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { userName: string; accountName: string };

/** To a user who was deleted (R039). */
export const userDeleted = defineEmail<Data>({
  subject: ({ t, data }) => t("userDeleted.subject", { accountName: data.accountName }),
  preheader: ({ t, data }) => t("userDeleted.preheader", { accountName: data.accountName }),
  body: ({ t, data }) => (
    <>
      <Title>{t("userDeleted.title")}</Title>
      <Paragraph>{t("greeting", { name: data.userName })}</Paragraph>
      <Paragraph>{t.rich("userDeleted.intro", { accountName: data.accountName })}</Paragraph>
      <Note>{t("userDisabled.contact", { accountName: data.accountName })}</Note>
    </>
  ),
  sample: { userName: "James Daniel", accountName: "Riverside Offices Ltd" },
});
