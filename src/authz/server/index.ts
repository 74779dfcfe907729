export {
  type Access,
  keepAccess,
  keepRequired,
  loadAccess,
  performerOf,
  requireAccess,
  requireAccessTo,
} from "./access";
export { type ExportRoute, type FileAnswer, type FileRequest, fileRequest, type UploadRoute } from "./files";
export {
  createCallerFactory,
  operatorAccountProcedure,
  operatorProcedure,
  publicProcedure,
  type RequestContext,
  rightProcedure,
  router,
  sessionProcedure,
  signedInProcedure,
  siteProcedure,
} from "./procedures";
