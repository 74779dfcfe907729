import { AppearanceRoute, personalizationTitle } from "@/app/personalization-routes";
import { requirePage } from "@/composition/page";

export const generateMetadata = personalizationTitle;

export default async function Page() {
  return <AppearanceRoute actor={await requirePage({ kind: "account", right: "personalization.view" })} />;
}
