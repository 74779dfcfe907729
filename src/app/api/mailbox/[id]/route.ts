import { readMailbox } from "@/composition/mailbox";

export const dynamic = "force-dynamic";

/** The HTML of a mail in the built-in mailbox, for a sandboxed frame. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return readMailbox(request, (await params).id);
}
