import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = { count: number; rule: string; consoleUrl: string };

/** To the operator: the nightly check of the ledger found what is not as its rules say. */
export const ledgerDiffers = defineEmail<Data>({
  subject: ({ t, data }) => t("ledgerDiffers.subject", { count: data.count }),
  preheader: ({ t }) => t("ledgerDiffers.preheader"),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("ledgerDiffers.title")}</Title>
      <Paragraph>{t.rich("ledgerDiffers.intro", { count: data.count, rule: data.rule })}</Paragraph>
      <Paragraph>{t("ledgerDiffers.next")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.consoleUrl, label: t("ledgerDiffers.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.consoleUrl} />
    </>
  ),
  sample: { count: 2, rule: "I2 available", consoleUrl: "https://portal.example.com/operator" },
});
