import "./ports";
import { createCallerFactory, router } from "@/authz/server";
import {
  profilesRouter,
  registrationRouter,
  requestsRouter,
  secondFactorRouter,
  sessionRouter,
  usersRouter,
} from "@/modules/access/server";
import { accountsRouter } from "@/modules/accounts/server";
import { cardBulksRouter, cardImportsRouter, cardsRouter } from "@/modules/cards/server";
import {
  configurationCardBulksRouter,
  configurationCardsRouter,
  configuratorImportsRouter,
  configuratorsRouter,
} from "@/modules/configurators/server";
import {
  creditsRouter,
  customerImportsRouter,
  customersRouter,
  operatorCreditsRouter,
  operatorOrdersRouter,
  ordersRouter,
} from "@/modules/credits/server";
import { historyRouter } from "@/modules/history/server";
import { personalizationRouter } from "@/modules/personalization/server";
import { readerConfigurationsRouter } from "@/modules/reader-configurations/server";
import { sitesRouter } from "@/modules/sites/server";
import { supportRouter } from "@/modules/support/server";
import { apiRequestsRouter, apiSettingsRouter, webhooksRouter } from "@/modules/web-api/server";
import { dashboardRouter } from "./dashboard";
import { operatorRouter } from "./operator";

/** Every procedure of the product, module by module. */
export const appRouter = router({
  accounts: accountsRouter,
  apiRequests: apiRequestsRouter,
  apiSettings: apiSettingsRouter,
  cardBulks: cardBulksRouter,
  cardImports: cardImportsRouter,
  cards: cardsRouter,
  configurationCardBulks: configurationCardBulksRouter,
  configurationCards: configurationCardsRouter,
  configuratorImports: configuratorImportsRouter,
  configurators: configuratorsRouter,
  credits: creditsRouter,
  customerImports: customerImportsRouter,
  customers: customersRouter,
  dashboard: dashboardRouter,
  operator: operatorRouter,
  operatorCredits: operatorCreditsRouter,
  operatorOrders: operatorOrdersRouter,
  orders: ordersRouter,
  personalization: personalizationRouter,
  readerConfigurations: readerConfigurationsRouter,
  history: historyRouter,
  profiles: profilesRouter,
  registration: registrationRouter,
  requests: requestsRouter,
  secondFactor: secondFactorRouter,
  session: sessionRouter,
  sites: sitesRouter,
  support: supportRouter,
  users: usersRouter,
  webhooks: webhooksRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
