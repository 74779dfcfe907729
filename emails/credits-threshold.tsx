import { Facts } from "./_components/boxes";
import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Note, Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  accountName: string;
  /** Credits that can still be used. */
  available: number;
  /** The alert threshold, in credits. */
  threshold: number;
  /** True for the account itself, false for its supplier. */
  own: boolean;
  creditsUrl: string;
};

/** To an account and its supplier: the alert threshold was crossed (R129–R133). */
export const creditsThreshold = defineEmail<Data>({
  subject: ({ t, data }) =>
    data.own
      ? t("creditsThreshold.subject", { available: data.available })
      : t("creditsThreshold.subjectSupplier", { accountName: data.accountName, available: data.available }),
  preheader: ({ t, data }) => t("creditsThreshold.preheader", { threshold: data.threshold }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("creditsThreshold.title")}</Title>
      <Paragraph>
        {t.rich("creditsThreshold.intro", {
          accountName: data.accountName,
          available: data.available,
          threshold: data.threshold,
        })}
      </Paragraph>
      <Facts
        rows={[
          [t("facts.account"), data.accountName],
          [t("facts.available"), t("credits", { amount: data.available })],
          [t("facts.threshold"), t("credits", { amount: data.threshold })],
        ]}
      />
      <Paragraph>{t(data.own ? "creditsThreshold.order" : "creditsThreshold.supplier")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.creditsUrl, label: t("creditsThreshold.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.creditsUrl} />
      <Note>{t("creditsThreshold.once")}</Note>
    </>
  ),
  sample: {
    accountName: "Riverside Offices Ltd",
    available: 18,
    threshold: 20,
    own: true,
    creditsUrl: "https://portal.example.com/credits",
  },
});
