import { mailPreview } from "@/composition/mail-preview";

/** A mail while it is being written; needs the right to see the Personalization Panel. */
export async function POST(request: Request): Promise<Response> {
  return mailPreview(request);
}
