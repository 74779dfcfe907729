export { linkEndpoint as POST } from "@/modules/activation/server";
