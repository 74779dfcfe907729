import { Quote } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { contactName: string; amount: number; poNumber: string; reason: string; ordersUrl: string };

/** To an account whose order of credits its supplier has refused. */
export const creditOrderRefused = defineEmail<Data>({
  multiline: ["reason"],
  subject: ({ t, data }) => t("creditOrderRefused.subject", { poNumber: data.poNumber }),
  preheader: ({ t, data }) => t("creditOrderRefused.preheader", { amount: data.amount }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("creditOrderRefused.title")}</Title>
      <Paragraph>{t("greeting", { name: data.contactName })}</Paragraph>
      <Paragraph>{t.rich("creditOrderRefused.intro", { amount: data.amount, poNumber: data.poNumber })}</Paragraph>
      <Quote label={t("creditOrderRefused.reason")} text={data.reason} />
      <Buttons brand={brand} buttons={[{ href: data.ordersUrl, label: t("creditOrderRefused.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.ordersUrl} />
    </>
  ),
  sample: {
    contactName: "James Daniel",
    amount: 500,
    poNumber: "PO 4711",
    reason: "Please send us a purchase order of this year.",
    ordersUrl: "https://portal.example.com/credits/orders",
  },
});
