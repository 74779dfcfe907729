import { Quote } from "./_components/boxes";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { contactName: string; accountName: string; reason?: string | null };

/** To the requester: refused, with the operator's reason. */
export const accountRefused = defineEmail<Data>({
  multiline: ["reason"],
  subject: ({ t }) => t("accountRefused.subject"),
  preheader: ({ t }) => t("accountRefused.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("accountRefused.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("accountRefused.intro", { accountName: data.accountName })}</Paragraph>
      {data.reason ? <Quote label={t("facts.reason")} text={data.reason} /> : null}
      {brand.contactEmail ? <Note>{t("accountRefused.contact", { contactEmail: brand.contactEmail })}</Note> : null}
    </>
  ),
  sample: {
    contactName: "Claudia Durand",
    accountName: "Riverside Offices Ltd",
    reason: "Your company already has an account.\nPlease ask your colleague Peter Marsh to add you as a user.",
  },
});
