import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

/** To whoever filled in the online form (R005). Carries nothing typed there: anyone can type anyone's address. */
export const accountRequested = defineEmail<Record<string, never>>({
  subject: ({ t }) => t("accountRequested.subject"),
  preheader: ({ t }) => t("accountRequested.preheader"),
  body: ({ t }) => (
    <>
      <Title>{t("accountRequested.title")}</Title>
      <Paragraph>{t("accountRequested.received")}</Paragraph>
      <Paragraph>{t("accountRequested.next")}</Paragraph>
      <Note>{t("accountRequested.notYou")}</Note>
    </>
  ),
  sample: {},
});
