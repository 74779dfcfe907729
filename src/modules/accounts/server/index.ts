export {
  accountLocale,
  accountOfAddress,
  findAccount,
  insertAccount,
  moveAccount,
  operatorAccount,
} from "./accounts.repo";
export { accountsRouter } from "./accounts.router";
export { checkFields } from "./check-fields";
export { allFieldLabels, fieldLabels, replaceFieldLabels } from "./field-labels";
export { accountActivated } from "./ports";
