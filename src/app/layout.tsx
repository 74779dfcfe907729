import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { themeCookie } from "@/i18n/locales";
import { StyleNonce } from "@/shared/ui/style-nonce";
import { Toaster } from "@/shared/ui/toast";
import "./globals.css";

export const metadata: Metadata = { title: { default: "Mobile ID Portal", template: "%s · Mobile ID Portal" } };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f5f1" },
    { media: "(prefers-color-scheme: dark)", color: "#121617" },
  ],
};

/** Namespaces that no component in the browser reads; they stay on the server. */
const serverOnly = new Set(["emails", "workbooks"]);

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, messages, cookieStore, headerStore] = await Promise.all([
    getLocale(),
    getMessages(),
    cookies(),
    headers(),
  ]);
  const theme = cookieStore.get(themeCookie)?.value;
  const clientMessages = Object.fromEntries(
    Object.entries(messages).filter(([namespace]) => !serverOnly.has(namespace)),
  );
  return (
    <html lang={locale} data-theme={theme === "light" || theme === "dark" ? theme : undefined}>
      <body>
        <StyleNonce nonce={headerStore.get("x-nonce") ?? undefined} />
        <NextIntlClientProvider messages={clientMessages}>
          {children}
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
