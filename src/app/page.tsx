import { redirect } from "next/navigation";
import { homeOf } from "@/composition/navigation";
import { currentActor, entrance } from "@/composition/page";

export default async function Start() {
  const actor = await currentActor();
  redirect(actor ? homeOf(actor) : await entrance("/"));
}
