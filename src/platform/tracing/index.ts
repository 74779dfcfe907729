import { setTracer } from "./spans";

export { inSpan } from "./spans";

/**
 * Sends traces by OTLP over HTTP to a collector, where one is configured: requests (Next adds its own spans below them), jobs and
 * statements. The library is loaded only then, so that others start no slower.
 *
 * @param endpoint the collector's base address (`OTEL_EXPORTER_OTLP_ENDPOINT`); undefined: no traces.
 * @returns sends what is left, and ends.
 */
export async function startTracing(endpoint: string | undefined, service: string): Promise<() => Promise<void>> {
  if (!endpoint) return async () => {};
  const [{ context, propagation, SpanKind, SpanStatusCode, trace }, sdk, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: 5_000 }))],
  });
  provider.register();
  const tracer = trace.getTracer("mobile-id-portal");
  setTracer({
    start(name, attributes) {
      const span = tracer.startSpan(name, { attributes, kind: SpanKind.CLIENT });
      return (failed) => {
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      };
    },
    run(name, attributes, action, headers) {
      const parent = headers ? propagation.extract(context.active(), headers) : context.active();
      const kind = headers ? SpanKind.SERVER : SpanKind.CONSUMER;
      return tracer.startActiveSpan(name, { attributes, kind }, parent, (span) => {
        const fail = (error: unknown): never => {
          span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
          throw error;
        };
        try {
          const result = action();
          if (!(result instanceof Promise)) {
            span.end();
            return result;
          }
          return result.then((value) => {
            span.end();
            return value;
          }, fail) as typeof result;
        } catch (error) {
          return fail(error);
        }
      });
    },
  });
  return async () => {
    setTracer(undefined);
    await provider.shutdown().catch(() => {}); // a collector that is away keeps nobody from ending
    trace.disable();
    context.disable();
    propagation.disable();
  };
}
