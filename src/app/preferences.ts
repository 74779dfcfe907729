"use server";

import { cookies } from "next/headers";
import { isLocale, localeCookie, themeCookie } from "@/i18n/locales";

const YEAR = 365 * 86_400;

/** Keeps the visitor's language. */
export async function chooseLocale(value: string): Promise<void> {
  if (isLocale(value)) (await cookies()).set(localeCookie, value, { maxAge: YEAR, sameSite: "lax", path: "/" });
}

/** Keeps the visitor's look: light, dark, or (any other value) as the system. */
export async function chooseTheme(value: string): Promise<void> {
  const store = await cookies();
  if (value === "light" || value === "dark")
    store.set(themeCookie, value, { maxAge: YEAR, sameSite: "lax", path: "/" });
  else store.delete(themeCookie);
}
