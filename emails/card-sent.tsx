import { CardPicture, CodeBox } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { type CardKindName, cardWords } from "./_components/card-words";
import { Essential } from "./_components/essentials";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Steps, TextLink, Title } from "./_components/text";

type Data = {
  cardKind: CardKindName;
  holderName: string;
  /** The account that gives the card. */
  accountName: string;
  siteName: string;
  /** The landing page; the buttons lead there too, each naming its system. */
  landingUrl: string;
  iosUrl: string;
  androidUrl: string;
  /** 4 digits that the web wallet asks for; none where the site hands out a code of its own. */
  code?: string | null;
  iosStoreUrl?: string | null;
  androidStoreUrl?: string | null;
  /** When the link ends, written out in the reader's language and the site's time zone. */
  until: string;
  /** The card was sent before; earlier links are dead. */
  again: boolean;
  /** The same link once more, since nobody has used it yet. */
  reminder: boolean;
};

/** To the holder of a user card, or the installer who gets a configuration card (R220–R223, R269, R270). */
export const cardSent = defineEmail<Data>({
  variants: ["cardKind"],
  subject: ({ t, data }) =>
    t(data.reminder ? "cardSent.subjectReminder" : data.again ? "cardSent.subjectAgain" : "cardSent.subject", {
      accountName: data.accountName,
      card: cardWords(t, data.cardKind).card,
    }),
  preheader: ({ t, data }) => t("cardSent.preheader", { until: data.until }),
  body: ({ t, brand, data }) => {
    const { card, product, app } = cardWords(t, data.cardKind);
    return (
      <>
        <Title>{t("cardSent.title", { card })}</Title>
        <Paragraph>{t("greeting", { name: data.holderName })}</Paragraph>
        <Paragraph>
          {t.rich("cardSent.intro", { accountName: data.accountName, card, siteName: data.siteName })}
        </Paragraph>
        {data.again ? <Paragraph>{t("cardSent.again")}</Paragraph> : null}
        {data.reminder ? <Paragraph>{t("cardSent.reminder")}</Paragraph> : null}
        <CardPicture
          kind={data.cardKind}
          product={product}
          holder={data.holderName}
          company={data.accountName}
          site={data.siteName}
        />
        <Steps>{[t("cardSent.stepPhone"), t("cardSent.stepApp", { app }), t("cardSent.stepButton")]}</Steps>
        {data.iosStoreUrl || data.androidStoreUrl ? (
          <Essential>
            <Paragraph>
              {data.iosStoreUrl ? <TextLink href={data.iosStoreUrl}>{t("cardSent.appStore")}</TextLink> : null}
              {data.iosStoreUrl && data.androidStoreUrl ? " · " : null}
              {data.androidStoreUrl ? <TextLink href={data.androidStoreUrl}>{t("cardSent.playStore")}</TextLink> : null}
            </Paragraph>
          </Essential>
        ) : null}
        <Buttons
          brand={brand}
          buttons={[
            { href: data.iosUrl, label: t("cardSent.ios") },
            { href: data.androidUrl, label: t("cardSent.android") },
          ]}
        />
        {data.code ? (
          <CodeBox label={t("cardSent.code")} code={data.code} hint={t("cardSent.codeHint")} />
        ) : (
          <Essential>
            <Paragraph>{t("cardSent.separateCode", { accountName: data.accountName })}</Paragraph>
          </Essential>
        )}
        <PlainAddress label={t("cardSent.plainAddress")} url={data.landingUrl} inText />
        <Note>{t("cardSent.mailApp")}</Note>
        <Note>{t("cardSent.lifetime", { until: data.until })}</Note>
        <Note>{t("cardSent.notYou", { accountName: data.accountName })}</Note>
      </>
    );
  },
  sample: {
    cardKind: "PRIVATE_ID",
    holderName: "Simon White",
    accountName: "Riverside Offices Ltd",
    siteName: "London",
    landingUrl: "https://portal.example.com/a/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA",
    iosUrl: "https://portal.example.com/a/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA?os=ios",
    androidUrl: "https://portal.example.com/a/Xq3v9sJm2yT0bLkd8nQeZ4wRuCfHiPaGo1EtVxKs5rA?os=android",
    code: "4821",
    iosStoreUrl: "https://apps.example.com/ios",
    androidStoreUrl: "https://apps.example.com/android",
    until: "24 December 2026, 10:30",
    again: false,
    reminder: false,
  },
});
