import type { components } from "./generated/schema.js";

export { type ClientOptions, createPortalClient, type PortalClient } from "./client.js";
export type { components, operations, paths } from "./generated/schema.js";
export { everyRow, followJob } from "./lists.js";
export { PortalError } from "./portal-error.js";

/** The shapes that the API answers with, by their names in its documentation: `Schemas["Card"]`. */
export type Schemas = components["schemas"];
