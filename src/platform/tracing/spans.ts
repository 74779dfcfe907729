/*
 * Spans, where tracing is on (tracing/index.ts puts the tracer here); nothing but a look at a variable where it is off. Next bundles
 * the code of pages apart from the server's own, so the tracer is kept once for the process.
 */
export type Attributes = Record<string, string | number | boolean>;
export type PortalTracer = {
  /** Begins a span under the one of the present request or job. @returns ends it. */
  start(name: string, attributes: Attributes): (failed: boolean) => void;
  /** Runs something in a span: what it starts lies below it. */
  run<T>(name: string, attributes: Attributes, action: () => T, headers?: Record<string, unknown>): T;
};
const holder = globalThis as typeof globalThis & { __portalTracer?: PortalTracer };

export function setTracer(tracer: PortalTracer | undefined): void {
  holder.__portalTracer = tracer;
}

/** Begins a span; undefined where tracing is off. */
export function startSpan(name: string, attributes: Attributes): ((failed: boolean) => void) | undefined {
  return holder.__portalTracer?.start(name, attributes);
}

/** Runs something in a span, with the trace that a request's headers (W3C `traceparent`) name, if any. */
export function inSpan<T>(name: string, attributes: Attributes, action: () => T, headers?: Record<string, unknown>): T {
  const tracer = holder.__portalTracer;
  return tracer ? tracer.run(name, attributes, action, headers) : action();
}
