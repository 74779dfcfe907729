export { syncEndpoint as POST } from "@/modules/activation/server";
