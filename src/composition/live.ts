import { type Actor, canSeeSite } from "@/authz";
import { problem } from "@/platform/http";
import { concerns, subscribe } from "@/platform/live";
import { AppError } from "@/shared/kernel/app-error";
import { requestContext } from "./context";

const HEARTBEAT_MS = 20_000;
const PAUSE_MS = 150;
const MAX_TOPICS = 50;

/** Whether an actor may hear that something about a topic has changed; only that, never what. */
function mayHear(actor: Actor, topic: string): boolean {
  const [kind, id] = topic.split(":");
  if (kind === "account") return id === actor.accountId || actor.accountType === "OPERATOR";
  if (kind === "site") return id !== undefined && canSeeSite(actor, id);
  return topic === "operator" && actor.accountType === "OPERATOR";
}

/**
 * One stream of `touched` events per browser. A change of the account reads the asker's access again: who was disabled
 * or signed out gets `ended` at once and the stream closes.
 */
export async function liveStream(request: Request): Promise<Response> {
  const { actor, sessionId } = await requestContext(request.headers);
  if (!actor) return problem(new AppError("UNAUTHENTICATED", "shared.signInFirst"));
  const asked = (new URL(request.url).searchParams.get("topics") ?? "").split(",").slice(0, MAX_TOPICS);
  const wanted = new Set(asked.filter((topic) => mayHear(actor, topic)));
  const own = new Set([`account:${actor.accountId}`, `user:${actor.userId}`, `session:${sessionId}`]);
  const encoder = new TextEncoder();

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const pending = new Set<string>();
      let timer: NodeJS.Timeout | null = null;
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const close = () => {
        unsubscribe();
        clearInterval(heartbeat);
        if (timer) clearTimeout(timer);
        try {
          controller.close();
        } catch {
          // the browser has gone already
        }
      };
      const flush = async () => {
        timer = null;
        const topics = [...pending];
        pending.clear();
        if (concerns(topics, own) && !(await stillThere(request))) {
          send("event: ended\ndata: {}\n\n");
          close();
          return;
        }
        const heard = topics.filter((topic) => topic === "*" || wanted.has(topic));
        if (heard.length > 0) send(`event: touched\ndata: ${JSON.stringify(heard)}\n\n`);
      };
      const unsubscribe = subscribe((topics) => {
        if (!concerns(topics, wanted) && !concerns(topics, own)) return;
        for (const topic of topics) if (topic === "*" || wanted.has(topic) || own.has(topic)) pending.add(topic);
        timer ??= setTimeout(() => void flush().catch(close), PAUSE_MS);
      });
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      request.signal.addEventListener("abort", close);
      send("retry: 2000\n\n");
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

async function stillThere(request: Request): Promise<boolean> {
  return (await requestContext(request.headers)).actor !== null;
}
