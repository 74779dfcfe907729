import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePage } from "@/composition/page";
import { supportContents } from "@/composition/support";
import { PageHeader } from "@/shared/ui/page-header";
import { SupplyChain } from "./supply-chain";
import { SupportContacts, SupportNotes } from "./support-contacts";
import { SupportQuestions } from "./support-questions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("support"))("title") };
}

export default async function Page() {
  const actor = await requirePage({ kind: "signedIn" });
  const [t, contents] = await Promise.all([getTranslations("support"), supportContents(actor)]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid items-start gap-5 lg:grid-cols-[2fr_1fr]">
        <div className="space-y-5">
          <SupportQuestions email={contents.email} encoder={contents.encoder} />
          <SupplyChain operator={contents.operator} />
        </div>
        <div className="space-y-5">
          <SupportContacts contents={contents} />
          <SupportNotes encoder={contents.encoder} />
        </div>
      </div>
    </>
  );
}
