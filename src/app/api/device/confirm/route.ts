export { confirmEndpoint as POST } from "@/modules/activation/server";
