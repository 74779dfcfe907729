export { type ErrorData, errorData, toTrpcError } from "./errors";
