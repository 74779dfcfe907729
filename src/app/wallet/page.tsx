import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import { WalletPage } from "@/modules/activation/ui/wallet-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("wallet");
  return {
    title: t("title"),
    manifest: "/wallet.webmanifest",
    robots: { index: false },
    referrer: "no-referrer",
    appleWebApp: { capable: true, title: t("title"), statusBarStyle: "default" },
    icons: { icon: "/icons/wallet.svg", apple: "/icons/wallet-180.png" },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f3f3f5" },
    { media: "(prefers-color-scheme: dark)", color: "#000000" },
  ],
};

export default function Page() {
  return <WalletPage />;
}
