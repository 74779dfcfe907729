import { resolve } from "node:path";
import { type Env, envSchema } from "./env";
import { generatedMaster, type Secrets, secretsFrom } from "./secrets";

export type Config = {
  env: Env["NODE_ENV"];
  host: string;
  port: number;
  /** The one origin that links carry, whatever a request's Host says. No slash at the end. */
  origin: string;
  originIsConfigured: boolean;
  dataDir: string;
  /** Demo mode: demo data, the built-in mailbox, generated secrets. On unless a database or DEMO=false is configured. */
  demo: boolean;
  /** Undefined until the embedded PostgreSQL of the data folder was started. */
  databaseUrl: string | undefined;
  poolSize: number;
  trustProxy: boolean;
  workerInside: boolean;
  mail: {
    transport: "mailbox" | "smtp" | "resend";
    from: string;
    smtpUrl: string | undefined;
    resendKey: string | undefined;
    resendBaseUrl: string | undefined;
  };
  logLevel: Env["LOG_LEVEL"];
  metricsToken: string | undefined;
  /** Where a worker-only process answers metrics and health; undefined: nowhere. */
  metricsPort: number | undefined;
  /** Milliseconds from which on a statement is slow. */
  slowStatementMs: number;
  /** Base address of the OpenTelemetry collector; undefined: no traces. */
  tracesTo: string | undefined;
  secrets: Secrets;
};

/**
 * Reads the configuration from environment variables.
 *
 * @throws Error with one line per variable that is wrong.
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const result = envSchema.safeParse(variables);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Environment variables are not usable:\n${lines.join("\n")}`);
  }
  const env = result.data;
  const dataDir = resolve(/* turbopackIgnore: true */ env.DATA_DIR);
  const demo = env.DEMO === undefined ? env.DATABASE_URL === undefined : env.DEMO === "true" || env.DEMO === "1";
  if (!env.MASTER_SECRET && !demo) {
    throw new Error("MASTER_SECRET (at least 32 characters) must be set: outside demo mode no secret is generated.");
  }
  return {
    env: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    origin: (env.ORIGIN ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ""),
    originIsConfigured: env.ORIGIN !== undefined,
    dataDir,
    demo,
    databaseUrl: env.DATABASE_URL ?? env.EMBEDDED_DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    trustProxy: env.TRUST_PROXY,
    workerInside: env.WORKER === "inside",
    mail: {
      transport: env.MAIL_TRANSPORT ?? (env.SMTP_URL ? "smtp" : env.RESEND_API_KEY ? "resend" : "mailbox"),
      from: env.MAIL_FROM,
      smtpUrl: env.SMTP_URL,
      resendKey: env.RESEND_API_KEY,
      resendBaseUrl: env.RESEND_BASE_URL,
    },
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN,
    metricsPort: env.METRICS_PORT,
    slowStatementMs: env.SLOW_STATEMENT_MS,
    tracesTo: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    secrets: secretsFrom(
      env.MASTER_SECRET ?? generatedMaster(dataDir),
      env.MASTER_SECRET === undefined,
      env.MASTER_SECRET_RETIRED,
    ),
  };
}

let current: Config | undefined;

/** The configuration of this process, read once from its environment. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

/** What the process learns after it started (the embedded database's address); also seen by code loaded later. */
export function setEnvironment(values: Record<string, string>): void {
  Object.assign(process.env, values);
  current = undefined;
}
