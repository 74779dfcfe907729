import { logoResponse } from "@/composition/look";

/** An account's logo; public, since sign-in pages and e-mails show it. */
export async function GET(_request: Request, { params }: { params: Promise<{ hash: string }> }): Promise<Response> {
  return logoResponse((await params).hash);
}
