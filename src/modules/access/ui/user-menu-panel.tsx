"use client";

import { CircleUser } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu } from "@/shared/ui/menu";
import { signOut } from "./sign-out";

/** Who is signed in, top right (R303), and the way out. */
export function UserMenu({ name, company, several }: { name: string; company: string; several: boolean }) {
  const t = useTranslations("navigation");
  return (
    <DropdownMenu
      items={[
        { type: "heading", label: t("signedInAs", { name, company }) },
        ...(several ? [{ label: t("switchAccount"), href: "/choose-account" }] : []),
        { label: t("ownSignIn"), href: "/sign-in" },
        { label: t("signOut"), onSelect: () => void signOut() },
      ]}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={t("signedInAs", { name, company })}
          className="inline-flex min-h-9 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-on-brand/12 pointer-coarse:min-h-11 [&_svg]:size-5"
        >
          <CircleUser aria-hidden="true" />
          <span className="hidden max-w-40 truncate md:inline xl:hidden 2xl:inline">{name}</span>
        </button>
      )}
    />
  );
}
