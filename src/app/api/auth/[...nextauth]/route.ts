import { authRoute } from "@/platform/auth";

const handle = (request: Request) => authRoute(request);

export { handle as GET, handle as POST };
