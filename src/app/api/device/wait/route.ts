export { waitEndpoint as POST } from "@/modules/activation/server";
