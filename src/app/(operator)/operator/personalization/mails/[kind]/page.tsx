import { MailRoute, personalizationTitle } from "@/app/personalization-routes";
import { requirePage } from "@/composition/page";

export const generateMetadata = personalizationTitle;

type Props = { params: Promise<{ kind: string }> };

export default async function Page({ params }: Props) {
  const actor = await requirePage({ kind: "account", right: "personalization.view" });
  return <MailRoute actor={actor} kind={(await params).kind} />;
}
