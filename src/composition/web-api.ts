import "./ports";

/* The Web API's answers, with the ports of all modules bound. */
export { compatResponse, landingOfUuid, openApiDocument, restResponse, tokenResponse } from "@/modules/web-api/server";
