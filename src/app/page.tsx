import { redirect } from "next/navigation";
import { entranceOf } from "@/composition/context";
import { homeOf } from "@/composition/navigation";
import { pageContext } from "@/composition/page";

export default async function Start() {
  const context = await pageContext();
  redirect(context.actor ? homeOf(context.actor) : entranceOf(context, "/"));
}
