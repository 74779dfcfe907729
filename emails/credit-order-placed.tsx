import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { accountName: string; amount: number; poNumber: string; offline: boolean; ordersUrl: string };

/** To the supplier of an account that has ordered credits; `offline`: credits of the encoder, with its request file. */
export const creditOrderPlaced = defineEmail<Data>({
  subject: ({ t, data }) => t("creditOrderPlaced.subject", { accountName: data.accountName, amount: data.amount }),
  preheader: ({ t, data }) => t("creditOrderPlaced.preheader", { poNumber: data.poNumber }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("creditOrderPlaced.title")}</Title>
      <Paragraph>
        {t.rich("creditOrderPlaced.intro", {
          accountName: data.accountName,
          amount: data.amount,
          poNumber: data.poNumber,
        })}
      </Paragraph>
      {data.offline ? <Paragraph>{t("creditOrderPlaced.offline", { encoder: brand.words.encoder })}</Paragraph> : null}
      <Buttons brand={brand} buttons={[{ href: data.ordersUrl, label: t("creditOrderPlaced.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.ordersUrl} />
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    amount: 500,
    poNumber: "PO 4711",
    offline: false,
    ordersUrl: "https://portal.example.com/credits/orders",
  },
});
