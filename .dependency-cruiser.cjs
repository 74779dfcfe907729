/** Modules in dependency order: a module may import only modules listed BEFORE it. */
const ORDER = [
  "accounts",
  "access",
  "personalization",
  "imports",
  "credits",
  "sites",
  "reader-configurations",
  "delivery",
  "cards",
  "configurators",
  "activation",
  "history",
  "web-api",
  "support",
];
const upward = ORDER.slice(0, -1).map((m, i) => ({
  name: `order-${m}`,
  severity: "error",
  comment: `${m} may not import modules that come after it in ORDER`,
  from: { path: `^src/modules/${m}/` },
  to: { path: `^src/modules/(${ORDER.slice(i + 1).join("|")})/` },
}));
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...upward,
    {
      name: "module-surface-only",
      severity: "error",
      comment:
        "Another module is reached through index.ts (client-safe), server/index.ts, or a panel or dialog that it offers",
      from: { path: "^src/modules/([^/]+)/" },
      to: {
        path: "^src/modules/[^/]+/",
        pathNot: [
          "^src/modules/$1/",
          "^src/modules/[^/]+/(server/)?index\\.ts$",
          "^src/modules/[^/]+/ui/[^/]+-(panel|dialog)\\.tsx$",
        ],
      },
    },
    {
      name: "app-uses-surfaces",
      severity: "error",
      comment: "Routes import a module's page component or its two surfaces; nothing deeper",
      from: { path: "^src/(app|composition)/" },
      to: {
        path: "^src/modules/",
        pathNot: [
          "^src/modules/[^/]+/(server/)?index\\.ts$",
          "^src/modules/[^/]+/ui/[^/]+-(page|panel|dialog|layout)\\.tsx$",
        ],
      },
    },
    {
      name: "domain-is-pure",
      severity: "error",
      comment:
        "domain/ imports only its own domain/, shared/kernel, the pure part of authz, zod, and earlier modules' client-safe index",
      from: { path: "^src/modules/([^/]+)/domain/", pathNot: "\\.test\\.ts$" },
      to: {
        pathNot: [
          "^src/modules/$1/domain/",
          "^src/shared/kernel/",
          "^src/authz/[^/]+\\.ts$",
          "^src/modules/[^/]+/index\\.ts$",
          "^node_modules/zod/",
        ],
      },
    },
    {
      name: "client-never-reaches-server",
      severity: "error",
      comment:
        "ui/ and the client-safe index may not import server/, platform/ or the generated Prisma client, types included",
      from: { path: "^src/modules/[^/]+/(ui/|index\\.ts$)" },
      to: { path: ["^src/modules/[^/]+/server/", "^src/authz/server/", "^src/platform/", "^src/trpc/server"] },
    },
    {
      name: "prisma-only-in-server",
      severity: "error",
      from: {
        pathNot: [
          "^src/authz/server/",
          "^src/commands/",
          "^src/server\\.ts$",
          "^prisma/",
          "^src/platform/",
          "^src/composition/",
          "^src/modules/[^/]+/server/",
          "^tests/",
        ],
      },
      to: { path: ["^src/platform/db/", "@prisma/client"] },
    },
    {
      name: "modules-know-no-composition",
      severity: "error",
      comment: "Only ui/ may use the typed client in src/trpc; nothing in a module imports app/ or composition/",
      from: { path: "^src/modules/" },
      to: { path: "^src/(composition|app|trpc/server)" },
    },
    {
      name: "only-ui-uses-trpc-client",
      severity: "error",
      from: { path: "^src/modules/", pathNot: "^src/modules/[^/]+/ui/" },
      to: { path: "^src/trpc/" },
    },
    {
      name: "platform-knows-no-module",
      severity: "error",
      from: { path: "^src/(platform|authz|shared|i18n)/" },
      to: { path: "^src/(modules|composition|app|trpc)/" },
    },
    {
      name: "authz-above-platform",
      severity: "error",
      comment: "platform does not know rights; authz uses platform, never the reverse",
      from: { path: "^src/platform/" },
      to: { path: "^src/authz/" },
    },
    {
      name: "shared-imports-nothing",
      severity: "error",
      from: { path: "^src/shared/" },
      to: { path: "^(src/(platform|authz|modules|composition|app)|emails)/" },
    },
    {
      name: "emails-are-presentational",
      severity: "error",
      from: { path: "^emails/" },
      to: { path: "^src/", pathNot: "^src/(i18n|shared)/" },
    },
    {
      name: "one-wrapper-per-sdk",
      severity: "error",
      comment:
        "resend and react-email render live in platform/email; exceljs in platform/workbook; next-auth in platform/auth",
      from: { path: "^src/", pathNot: ["^src/platform/email/", "^src/platform/auth/", "^src/platform/workbook/"] },
      to: { path: "^node_modules/(resend|@react-email/render|exceljs|next-auth)/" },
    },
    {
      name: "only-tests-import-tests",
      severity: "error",
      from: { pathNot: "^tests/|\\.test\\.tsx?$" },
      to: { path: "^tests/" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^src/platform/db/generated"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
