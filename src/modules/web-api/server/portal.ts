import { createCallerFactory, type RequestContext, router } from "@/authz/server";
import { cardBulksRouter, cardImportsRouter, cardsRouter } from "@/modules/cards/server";
import {
  configurationCardBulksRouter,
  configurationCardsRouter,
  configuratorsRouter,
} from "@/modules/configurators/server";
import { creditsRouter } from "@/modules/credits/server";
import { historyRouter } from "@/modules/history/server";
import { readerConfigurationsRouter } from "@/modules/reader-configurations/server";
import { sitesRouter } from "@/modules/sites/server";
import { webhooksRouter } from "./webhooks/webhooks.router";

/** What a token can ask for: the very procedures of the portal's pages, with their rights. */
export const portalRouter = router({
  cardBulks: cardBulksRouter,
  cardImports: cardImportsRouter,
  cards: cardsRouter,
  configurationCardBulks: configurationCardBulksRouter,
  configurationCards: configurationCardsRouter,
  configurators: configuratorsRouter,
  credits: creditsRouter,
  history: historyRouter,
  readerConfigurations: readerConfigurationsRouter,
  sites: sitesRouter,
  webhooks: webhooksRouter,
});

const caller = createCallerFactory(portalRouter);
export type Portal = ReturnType<typeof caller>;

/** The portal's procedures as the actor of a call may use them. */
export function portalOf(context: RequestContext): Portal {
  return caller(context);
}
