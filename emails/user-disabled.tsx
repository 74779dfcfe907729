import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { userName: string; accountName: string };

/** To a user who can no longer sign in (R095). */
export const userDisabled = defineEmail<Data>({
  subject: ({ t, data }) => t("userDisabled.subject", { accountName: data.accountName }),
  preheader: ({ t, data }) => t("userDisabled.preheader", { accountName: data.accountName }),
  body: ({ t, data }) => (
    <>
      <Title>{t("userDisabled.title")}</Title>
      <Paragraph>{t("greeting", { name: data.userName })}</Paragraph>
      <Paragraph>{t.rich("userDisabled.intro", { accountName: data.accountName })}</Paragraph>
      <Note>{t("userDisabled.contact", { accountName: data.accountName })}</Note>
    </>
  ),
  sample: { userName: "James Daniel", accountName: "Riverside Offices Ltd" },
});
