import { Buttons } from "./_components/button";
import { type CardKindName, cardWords } from "./_components/card-words";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  cardKind: CardKindName;
  holderName: string;
  accountName: string;
  siteName: string;
  /** Where the phone's wallet opens, syncs and so removes the card. */
  walletUrl?: string | null;
};

/** To the holder: the card was revoked and will go from the phone. */
export const cardRevoked = defineEmail<Data>({
  variants: ["cardKind"],
  subject: ({ t, data }) =>
    t("cardRevoked.subject", { accountName: data.accountName, card: cardWords(t, data.cardKind).card }),
  preheader: ({ t }) => t("cardRevoked.preheader"),
  body: ({ t, brand, data }) => {
    const { card } = cardWords(t, data.cardKind);
    return (
      <>
        <Title>{t("cardRevoked.title", { card })}</Title>
        <Paragraph>{t("greeting", { name: data.holderName })}</Paragraph>
        <Paragraph>
          {t.rich("cardRevoked.intro", { accountName: data.accountName, card, siteName: data.siteName })}
        </Paragraph>
        <Paragraph>{t("cardRevoked.removal")}</Paragraph>
        {data.walletUrl ? (
          <>
            <Buttons brand={brand} buttons={[{ href: data.walletUrl, label: t("cardRevoked.button") }]} />
            <PlainAddress label={t("plainAddress")} url={data.walletUrl} />
          </>
        ) : null}
        <Note>{t("cardRevoked.contact", { accountName: data.accountName })}</Note>
      </>
    );
  },
  sample: {
    cardKind: "MOBILE_ID_PLUS",
    holderName: "Simon White",
    accountName: "Riverside Offices Ltd",
    siteName: "London",
    walletUrl: "https://portal.example.com/wallet",
  },
});
