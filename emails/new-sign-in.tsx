import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  /** Browser and system, as far as they are known. */
  device: string;
  /** The network address it came from. */
  place: string;
  /** Written out, with its time zone. */
  at: string;
  /** Where the session can be ended. */
  endUrl: string;
};

/** To a person who has signed in with a browser that is new for them (decisions, section 12). */
export const newSignIn = defineEmail<Data>({
  subject: ({ t, data }) => t("newSignIn.subject", { device: data.device }),
  preheader: ({ t }) => t("newSignIn.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("newSignIn.title")}</Title>
      <Paragraph>{t("greetingPlain")}</Paragraph>
      <Paragraph>{t("newSignIn.intro")}</Paragraph>
      <Facts
        rows={[
          [t("newSignIn.device"), data.device],
          [t("newSignIn.place"), data.place],
          [t("newSignIn.at"), data.at],
        ]}
      />
      <Note>{t("newSignIn.you")}</Note>
      <Paragraph>{t("newSignIn.notYou")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.endUrl, label: t("newSignIn.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.endUrl} />
    </>
  ),
  sample: {
    device: "Firefox · Windows",
    place: "192.0.2.7",
    at: "24-11-2026 09:30 (Europe/Paris)",
    endUrl: "https://portal.example.com/not-me/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA",
  },
});
