import { z } from "zod";

const flag = z
  .enum(["true", "false", "1", "0", ""])
  .default("")
  .transform((value) => value === "true" || value === "1");

const port = z.coerce.number().int().min(0).max(65_535);

/** The environment variables that the product reads, all optional; docs/operations.md explains them. */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port.default(3000),
  HOST: z.string().default("0.0.0.0"),
  ORIGIN: z.url().optional(),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z.string().optional(),
  /** Set by src/server.ts for the processes it starts: where the embedded database answers. */
  EMBEDDED_DATABASE_URL: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  MASTER_SECRET: z.string().min(32).optional(),
  /** Former master secrets, oldest first, by commas; `-` for one that is no longer needed. */
  MASTER_SECRET_RETIRED: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((parts) => parts.length < 250 && parts.every((part) => part === "-" || part.length >= 32), {
      message: "each former secret has at least 32 characters, or is - where it is no longer needed",
    })
    .transform((parts) => parts.map((part) => (part === "-" ? null : part))),
  DEMO: z.enum(["true", "false", "1", "0"]).optional(),
  TRUST_PROXY: flag,
  WORKER: z.enum(["inside", "off"]).default("inside"),
  MAIL_TRANSPORT: z.enum(["mailbox", "smtp", "resend"]).optional(),
  MAIL_FROM: z.string().default("Mobile ID Portal <no-reply@portal.example.com>"),
  SMTP_URL: z.string().optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: z.url().optional(),
  /** Who may read /api/metrics from elsewhere than the machine itself. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Where a process that is a worker only answers metrics and health. */
  METRICS_PORT: port.optional(),
  SLOW_STATEMENT_MS: z.coerce.number().int().min(1).default(250),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof envSchema>;
