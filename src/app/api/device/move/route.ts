export { moveEndpoint as POST } from "@/modules/activation/server";
