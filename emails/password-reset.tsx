import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  userName?: string | null;
  resetUrl: string;
  /** Minutes that the link works. */
  validMinutes: number;
};

/** A one-time link to a new password (decisions, section 12). */
export const passwordReset = defineEmail<Data>({
  subject: ({ t }) => t("passwordReset.subject"),
  preheader: ({ t, data }) => t("linkMinutes", { minutes: data.validMinutes }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("passwordReset.title")}</Title>
      <Paragraph>{data.userName ? t("greeting", { name: data.userName }) : t("greetingPlain")}</Paragraph>
      <Paragraph>{t("passwordReset.intro")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.resetUrl, label: t("passwordReset.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.resetUrl} />
      <Note>{t("linkMinutes", { minutes: data.validMinutes })}</Note>
      <Note>{t("passwordReset.notYou")}</Note>
    </>
  ),
  sample: {
    userName: "James Daniel",
    resetUrl: "https://portal.example.com/reset/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA",
    validMinutes: 30,
  },
});
