export { activateEndpoint as POST } from "@/modules/activation/server";
