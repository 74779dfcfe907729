import { Facts, Quote } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  accountName: string;
  senderName: string;
  /** Credits received. */
  amount: number;
  /** Balance after it, in credits. */
  balance?: number | null;
  comment?: string | null;
  creditsUrl: string;
};

/** To an account: credits were loaded or transferred to it. */
export const creditsReceived = defineEmail<Data>({
  multiline: ["comment"],
  subject: ({ t, data }) => t("creditsReceived.subject", { amount: data.amount }),
  preheader: ({ t, data }) => t("creditsReceived.preheader", { senderName: data.senderName }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("creditsReceived.title", { amount: data.amount })}</Title>
      <Paragraph>
        {t.rich("creditsReceived.intro", {
          senderName: data.senderName,
          amount: data.amount,
          accountName: data.accountName,
        })}
      </Paragraph>
      {data.comment ? <Quote label={t("facts.comment")} text={data.comment} /> : null}
      <Facts
        rows={[
          [t("facts.received"), t("credits", { amount: data.amount })],
          [t("facts.balance"), typeof data.balance === "number" ? t("credits", { amount: data.balance }) : null],
        ]}
      />
      <Buttons brand={brand} buttons={[{ href: data.creditsUrl, label: t("creditsReceived.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.creditsUrl} />
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    senderName: "Northgate Access",
    amount: 1500,
    balance: 1615,
    comment: "Order PO-2026-118",
    creditsUrl: "https://portal.example.com/credits",
  },
});
