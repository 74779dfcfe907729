import type { Access, FileAnswer, FileRequest } from "@/authz/server";
import { exportCards, exportRefusedCards, reportCards } from "@/modules/cards/server";
import {
  exportConfigurationCards,
  exportConfigurators,
  reportConfigurationCards,
  reportConfigurators,
} from "@/modules/configurators/server";
import { exportStatement } from "@/modules/credits/server";
import { exportHistory } from "@/modules/history/server";
import { operation } from "../operation";

type Write = (request: FileRequest) => FileAnswer | Promise<FileAnswer>;
const REPORTS: Access = { kind: "site", right: "reports.view" };
const ACCOUNT: Access = { kind: "account", right: "myAccount.view" };

function workbook(id: string, path: string, summary: string, right: Access, write: Write) {
  return operation({
    id,
    method: "GET",
    path,
    tag: "Reports",
    summary,
    right,
    answer: "workbook",
    run: async ({ call, params }) => {
      const query = new URLSearchParams({ siteId: params.siteId ?? "" });
      if (params.importId) query.set("importId", params.importId);
      return write(await call.file(right, query));
    },
  });
}

const site = "/sites/{siteId}";

export const reportOperations = [
  workbook("reportCards", `${site}/cards/report`, "Report of user cards (.xlsx)", REPORTS, reportCards),
  workbook("exportCards", `${site}/cards/export`, "Export of user cards (.xlsx)", REPORTS, exportCards),
  workbook(
    "reportConfigurators",
    `${site}/configurators/report`,
    "Report of configurators (.xlsx)",
    REPORTS,
    reportConfigurators,
  ),
  workbook(
    "exportConfigurators",
    `${site}/configurators/export`,
    "Export of configurators (.xlsx)",
    REPORTS,
    exportConfigurators,
  ),
  workbook(
    "reportConfigurationCards",
    `${site}/configuration-cards/report`,
    "Report of configuration cards (.xlsx)",
    REPORTS,
    reportConfigurationCards,
  ),
  workbook(
    "exportConfigurationCards",
    `${site}/configuration-cards/export`,
    "Export of configuration cards (.xlsx)",
    REPORTS,
    exportConfigurationCards,
  ),
  workbook(
    "exportRefusedRows",
    `${site}/imports/{importId}/refused`,
    "The refused rows of an import, with their reasons (.xlsx)",
    { kind: "site", right: "cards.create" },
    exportRefusedCards,
  ),
  workbook("exportLedger", "/credits/entries/export", "The account's ledger (.xlsx)", ACCOUNT, exportStatement),
  workbook("exportHistory", "/history/export", "The account's history (.xlsx)", ACCOUNT, exportHistory),
];
