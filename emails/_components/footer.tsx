import { Link } from "@react-email/link";
import type { EmailBrand } from "../_brand/brand";
import { light } from "./palette";
import type { MailText } from "./template";

const small = { margin: "0 0 6px", fontSize: "13px", lineHeight: "20px", color: light.soft };

/** Who sends, that it is automatic, where to write instead, copyright. */
export function Footer({ brand, t }: { brand: EmailBrand; t: MailText }) {
  return (
    <>
      <p className="soft" style={small}>
        {t("footer.automatic", { productName: brand.productName })}
        {brand.contactEmail ? (
          <>
            {" "}
            {t("footer.contact")}{" "}
            <Link
              className="link"
              href={`mailto:${brand.contactEmail}`}
              style={{ color: light.link, textDecoration: "underline" }}
            >
              {brand.contactEmail}
            </Link>
          </>
        ) : null}
      </p>
      <p className="soft" style={{ ...small, margin: 0 }}>
        {brand.copyright}
      </p>
    </>
  );
}
