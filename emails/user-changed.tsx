import { defineEmail } from "./_components/template";
import { Note, Paragraph, Title } from "./_components/text";

type Data = {
  userName: string;
  accountName: string;
  /** The profile by now, where that is what changed. */
  profileName?: string | null;
};

/** To a user whose details or profile somebody else has changed. */
export const userChanged = defineEmail<Data>({
  subject: ({ t, data }) => t("userChanged.subject", { accountName: data.accountName }),
  preheader: ({ t, data }) => t("userChanged.preheader", { accountName: data.accountName }),
  body: ({ t, data }) => (
    <>
      <Title>{t("userChanged.title")}</Title>
      <Paragraph>{t("greeting", { name: data.userName })}</Paragraph>
      <Paragraph>{t.rich("userChanged.intro", { accountName: data.accountName })}</Paragraph>
      {data.profileName ? (
        <Paragraph>{t.rich("userChanged.profile", { profileName: data.profileName })}</Paragraph>
      ) : null}
      <Note>{t("userChanged.contact", { accountName: data.accountName })}</Note>
    </>
  ),
  sample: { userName: "James Daniel", accountName: "Riverside Offices Ltd", profileName: "Site managers" },
});
