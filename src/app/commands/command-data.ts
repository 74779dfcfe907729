import { getTranslations } from "next-intl/server";
import type { Actor } from "@/authz";
import { type Commands, commandsOf, pagesOf } from "@/composition/commands";

export type CommandPage = { label: string; under: string | null; href: string; go: string | null };
/** What the palette offers to somebody, in their language. */
export type CommandData = {
  pages: CommandPage[];
  actions: { label: string; href: string }[];
  search: Commands["search"];
};

/** The palette's pages and actions for an actor: those of the menus, and those that no menu has. */
export async function commandData(actor: Actor): Promise<CommandData> {
  const [t, menu] = await Promise.all([getTranslations("commands"), getTranslations("navigation")]);
  const { pages, actions, search } = commandsOf(actor);
  return {
    pages: [
      ...pagesOf(actor).map(({ key, under, href, go }) => ({
        label: menu(key as "sites"),
        under: under && menu(under as "manageMySites"),
        href,
        go,
      })),
      ...pages.map(({ key, href }) => ({ label: t(`pages.${key}` as "pages.guide"), under: null, href, go: null })),
    ],
    actions: actions.map(({ key, href }) => ({ label: t(`actions.${key}` as "actions.addUser"), href })),
    search,
  };
}
