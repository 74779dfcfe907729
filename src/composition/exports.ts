import "./ports";
import type { ExportRoute } from "@/authz/server";
import { exportUsers } from "@/modules/access/server";
import { cardTemplate, exportCards, exportLeftCards, exportRefusedCards, reportCards } from "@/modules/cards/server";
import {
  configuratorTemplate,
  exportConfigurationCards,
  exportConfigurators,
  exportLeftConfigurationCards,
  exportRefusedConfigurators,
  reportConfigurationCards,
  reportConfigurators,
} from "@/modules/configurators/server";
import {
  customerTemplate,
  downloadOrderFile,
  exportCustomers,
  exportOverview,
  exportPlacedOrders,
  exportReceivedOrders,
  exportRefusedCustomers,
  exportStatement,
  exportTransfers,
} from "@/modules/credits/server";
import { exportHistory } from "@/modules/history/server";
import { savePreview } from "@/modules/reader-configurations/server";
import { exportSites } from "@/modules/sites/server";
import { downloadSupportFile } from "@/modules/support/server";

/** Every export of the product: path under /api/exports → the right it needs and how it answers. */
export const exportRoutes: Record<string, ExportRoute> = {
  // Holds the sites on which the actor has any right, as the list does.
  sites: { access: { kind: "signedIn" }, handle: exportSites },
  history: { access: { kind: "account", right: "myAccount.view" }, handle: exportHistory },
  "operator-history": { access: { kind: "account", right: "operatorUsers.view" }, handle: exportHistory },
  "credit-statement": { access: { kind: "account", right: "myAccount.view" }, handle: exportStatement },
  customers: { access: { kind: "account", right: "customerAccounts.view" }, handle: exportCustomers },
  "customers-overview": { access: { kind: "account", right: "customerAccounts.view" }, handle: exportOverview },
  "customers-import-template": {
    access: { kind: "account", right: "customerAccounts.create" },
    handle: customerTemplate,
  },
  "customers-import-refused": {
    access: { kind: "account", right: "customerAccounts.create" },
    handle: exportRefusedCustomers,
  },
  "credit-transfers": { access: { kind: "account", right: "customerAccounts.view" }, handle: exportTransfers },
  orders: { access: { kind: "account", right: "myAccount.view" }, handle: exportPlacedOrders },
  "orders-received": { access: { kind: "account", right: "customerAccounts.view" }, handle: exportReceivedOrders },
  "operator-orders": { access: { kind: "operator", right: "credits.view" }, handle: exportReceivedOrders },
  "order-file": { access: { kind: "account", right: "myAccount.view" }, handle: downloadOrderFile },
  "operator-order-file": { access: { kind: "operator", right: "credits.view" }, handle: downloadOrderFile },
  "cards-report": { access: { kind: "site", right: "reports.view" }, handle: reportCards },
  "cards-export": { access: { kind: "site", right: "reports.view" }, handle: exportCards },
  "cards-bulk-left": { access: { kind: "site", right: "cards.view" }, handle: exportLeftCards },
  "configuration-cards-bulk-left": {
    access: { kind: "site", right: "configurationCards.view" },
    handle: exportLeftConfigurationCards,
  },
  "cards-import-template": { access: { kind: "site", right: "cards.create" }, handle: cardTemplate },
  "cards-import-refused": { access: { kind: "site", right: "cards.create" }, handle: exportRefusedCards },
  "configurators-report": { access: { kind: "site", right: "reports.view" }, handle: reportConfigurators },
  "configurators-export": { access: { kind: "site", right: "reports.view" }, handle: exportConfigurators },
  "configurators-import-template": {
    access: { kind: "site", right: "configurators.create" },
    handle: configuratorTemplate,
  },
  "configurators-import-refused": {
    access: { kind: "site", right: "configurators.create" },
    handle: exportRefusedConfigurators,
  },
  "configuration-cards-report": { access: { kind: "site", right: "reports.view" }, handle: reportConfigurationCards },
  "configuration-cards-export": { access: { kind: "site", right: "reports.view" }, handle: exportConfigurationCards },
  users: { access: { kind: "account", right: "users.view" }, handle: exportUsers },
  "configuration-preview": { access: { kind: "site", right: "readerConfigurations.view" }, handle: savePreview },
  "support-file": { access: { kind: "signedIn" }, handle: downloadSupportFile },
  "support-editor-file": { access: { kind: "operator", right: "support.view" }, handle: downloadSupportFile },
};
