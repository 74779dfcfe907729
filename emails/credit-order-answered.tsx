import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { contactName: string; amount: number; poNumber: string; ordersUrl: string };

/** To an account whose order of encoder credits the operator has answered with a file; the file itself stays in the portal. */
export const creditOrderAnswered = defineEmail<Data>({
  subject: ({ t, data }) => t("creditOrderAnswered.subject", { poNumber: data.poNumber }),
  preheader: ({ t, brand }) => t("creditOrderAnswered.preheader", { encoder: brand.words.encoder }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("creditOrderAnswered.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>
        {t.rich("creditOrderAnswered.intro", {
          amount: data.amount,
          poNumber: data.poNumber,
          encoder: brand.words.encoder,
        })}
      </Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.ordersUrl, label: t("creditOrderAnswered.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.ordersUrl} />
    </>
  ),
  sample: {
    contactName: "James Daniel",
    amount: 500,
    poNumber: "PO 4711",
    ordersUrl: "https://portal.example.com/credits/orders",
  },
});
