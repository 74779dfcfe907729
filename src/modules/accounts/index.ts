export {
  type AccountDetails,
  type AccountFields,
  accountFields,
  CUSTOMER_TYPES,
  type NewAccountFields,
  newAccountFields,
  type OwnFields,
  ownFields,
  STARRED,
  TITLES,
} from "./contract";
export { ACCOUNT_STATUSES, type AccountStatus, accountCan } from "./domain/account-machine";
export { countryName, countryOptions, isCountryCode } from "./domain/countries";
export {
  FIELD_COUNT,
  FIELD_SUBJECTS,
  type FieldLabels,
  type FieldSubject,
  labelledFields,
} from "./domain/field-labels";
export { looksPersonal } from "./domain/generic-address";
