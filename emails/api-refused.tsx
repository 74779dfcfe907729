import { Quote } from "./_components/boxes";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = { accountName: string; apiNumber: string; reason?: string | null };

/** To who asked for a Web API token: refused, with the operator's reason. */
export const apiRefused = defineEmail<Data>({
  multiline: ["reason"],
  subject: ({ t, data }) => t("apiRefused.subject", { accountName: data.accountName }),
  preheader: ({ t }) => t("apiRefused.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("apiRefused.title")}</Title>
      <Paragraph>{t.rich("apiRefused.intro", { accountName: data.accountName, apiNumber: data.apiNumber })}</Paragraph>
      {data.reason ? <Quote label={t("facts.reason")} text={data.reason} /> : null}
      {brand.contactEmail ? <Note>{t("apiRefused.contact", { contactEmail: brand.contactEmail })}</Note> : null}
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    apiNumber: "API28517",
    reason: "Please tell us first which software will use the token.",
  },
});
