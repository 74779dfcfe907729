import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { type CardKindName, cardWords } from "./_components/card-words";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  request: "newLink" | "phoneLost";
  cardKind: CardKindName;
  holderName: string;
  siteName: string;
  /** The phone that is reported as lost. */
  device: string | null;
  cardsUrl: string;
};

/** To an account: a holder asks for a new activation link, or reports the phone with the card as lost. */
export const holderRequest = defineEmail<Data>({
  variants: ["cardKind", "request"],
  subject: ({ t, data }) => t(`holderRequest.${data.request}.subject`, { holderName: data.holderName }),
  preheader: ({ t, data }) => t(`holderRequest.${data.request}.preheader`),
  body: ({ t, brand, data }) => {
    const { card } = cardWords(t, data.cardKind);
    const facts: [string, string][] = [
      [t("facts.holder"), data.holderName],
      [t("facts.site"), data.siteName],
    ];
    if (data.device) facts.push([t("facts.phone"), data.device]);
    return (
      <>
        <Title>{t(`holderRequest.${data.request}.title`)}</Title>
        <Paragraph>{t.rich(`holderRequest.${data.request}.intro`, { holderName: data.holderName, card })}</Paragraph>
        <Facts rows={facts} />
        <Paragraph>{t(`holderRequest.${data.request}.todo`)}</Paragraph>
        <Buttons brand={brand} buttons={[{ href: data.cardsUrl, label: t("holderRequest.button") }]} />
        <PlainAddress label={t("plainAddress")} url={data.cardsUrl} />
        <Note>{t("holderRequest.once")}</Note>
      </>
    );
  },
  sample: {
    request: "phoneLost",
    cardKind: "PRIVATE_ID",
    holderName: "Simon White",
    siteName: "London",
    device: "Pixel 9 · Android 16",
    cardsUrl: "https://portal.example.com/sites",
  },
});
