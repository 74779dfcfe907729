export { type ErrorData, errorData, fieldsOf, toTrpcError } from "./errors";
