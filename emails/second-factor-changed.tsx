import { Buttons } from "./_components/button";
import { defineEmail } from "./_components/template";
import { Paragraph, PlainAddress, Title } from "./_components/text";

type Data = {
  change: "enabled" | "disabled" | "renewed" | "reset" | "resetByOperator" | "recoveryUsed";
  /** Where a new password is asked for. */
  forgottenUrl: string;
};

/** To a person whose second factor has changed, whoever did it (decisions, section 12). */
export const secondFactorChanged = defineEmail<Data>({
  variants: ["change"],
  subject: ({ t, data }) => t("secondFactorChanged.subject", { change: data.change }),
  preheader: ({ t, data }) => t("secondFactorChanged.what", { change: data.change }),
  body: ({ t, brand, data }) => (
    <>
      <Title>{t("secondFactorChanged.title")}</Title>
      <Paragraph>{t("greetingPlain")}</Paragraph>
      <Paragraph>{t("secondFactorChanged.what", { change: data.change })}</Paragraph>
      <Paragraph>{t("secondFactorChanged.notYou")}</Paragraph>
      <Buttons brand={brand} buttons={[{ href: data.forgottenUrl, label: t("secondFactorChanged.button") }]} />
      <PlainAddress label={t("plainAddress")} url={data.forgottenUrl} />
    </>
  ),
  sample: { change: "enabled", forgottenUrl: "https://portal.example.com/reset" },
});
