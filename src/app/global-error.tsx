"use client";

import "./globals.css";

/**
 * The last resort, when the root layout itself failed: there are no catalogues then, so the two sentences are here, in
 * the languages of the product.
 */
const sentences = {
  en: { title: "Something went wrong", retry: "Try again" },
  fr: { title: "Une erreur s’est produite", retry: "Réessayer" },
};

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = typeof navigator !== "undefined" && navigator.language.startsWith("fr") ? "fr" : "en";
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
