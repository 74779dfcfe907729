import type { ShownLook } from "@/composition/look";
import { LOGOS } from "@/modules/personalization";
import { BrandStyle } from "@/shared/ui/brand-style";

/** The colours of a look, for a whole document. */
export function LookStyle({ look, nonce }: { look: ShownLook; nonce: string | undefined }) {
  return <BrandStyle nonce={nonce} background={look.headerBackground} foreground={look.headerText} />;
}

/** The logo of the header, or nothing: then the product's name stands there. */
export function logoOf(look: ShownLook) {
  return look.companyLogo ? (
    // biome-ignore lint/performance/noImgElement: stored at its size, served for good; there is nothing to optimize
    <img
      src={look.companyLogo}
      alt=""
      className="h-auto max-h-12 w-auto min-w-0 max-w-38 py-1"
      height={LOGOS.companyLogo.height}
    />
  ) : undefined;
}

/** Copyright and the footer's two logos (R045, R047, R048). */
export function LookFooter({ look, productName }: { look: ShownLook; productName: string }) {
  const logos = [
    { src: look.footerCompanyLogo, room: LOGOS.footerCompanyLogo, className: "max-h-11.5 max-w-28" },
    { src: look.footerLogo, room: LOGOS.footerLogo, className: "max-h-17.5 max-w-17.5" },
  ].filter((logo) => logo.src);
  return (
    <>
      <span>{look.copyright}</span>
      <span className="flex items-center gap-3">
        {logos.map(({ src, room, className }) => (
          // biome-ignore lint/performance/noImgElement: stored at its size, served for good; there is nothing to optimize
          <img
            key={room.width}
            src={src as string}
            alt=""
            className={`h-auto w-auto ${className}`}
            height={room.height}
          />
        ))}
        {logos.length === 0 ? productName : null}
      </span>
    </>
  );
}
