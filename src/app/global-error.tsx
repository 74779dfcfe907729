"use client";

import { type Locale, negotiateLocale } from "@/i18n/locales";
import "./globals.css";

/**
 * The last resort, when the root layout itself failed: there are no catalogues then, so the two sentences are here, in
 * the languages of the product.
 */
const sentences: Record<Locale, { title: string; retry: string }> = {
  en: { title: "Something went wrong", retry: "Try again" },
  fr: { title: "Une erreur s’est produite", retry: "Réessayer" },
  es: { title: "Algo ha salido mal", retry: "Intentar de nuevo" },
  de: { title: "Etwas ist schiefgegangen", retry: "Erneut versuchen" },
  it: { title: "Qualcosa è andato storto", retry: "Riprova" },
};

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = negotiateLocale(undefined, typeof navigator === "undefined" ? null : navigator.languages.join());
  const text = sentences[language];
  return (
    <html lang={language}>
      <body>
        <main className="grid min-h-[70dvh] place-items-center p-6 text-center">
          <div>
            <h1 className="text-xl">{text.title}</h1>
            {error.digest ? <p className="mt-2 font-mono text-xs text-muted">{error.digest}</p> : null}
            <button type="button" onClick={reset} className="link mt-4">
              {text.retry}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
