import type { EmailTemplate } from "./_components/template";
import { accountActivated } from "./account-activated";
import { accountApproved } from "./account-approved";
import { accountDeleted } from "./account-deleted";
import { accountDisabled } from "./account-disabled";
import { accountKnown } from "./account-known";
import { accountReactivated } from "./account-reactivated";
import { accountRefused } from "./account-refused";
import { accountRequestForOperator } from "./account-request-for-operator";
import { accountRequested } from "./account-requested";
import { apiApproved } from "./api-approved";
import { apiNewPlace } from "./api-new-place";
import { apiRefused } from "./api-refused";
import { apiRequested } from "./api-requested";
import { cardRevoked } from "./card-revoked";
import { cardSent } from "./card-sent";
import { creditOrderAnswered } from "./credit-order-answered";
import { creditOrderPlaced } from "./credit-order-placed";
import { creditOrderRefused } from "./credit-order-refused";
import { creditsReceived } from "./credits-received";
import { creditsThreshold } from "./credits-threshold";
import { holderRequest } from "./holder-request";
import { ledgerDiffers } from "./ledger-differs";
import { newSignIn } from "./new-sign-in";
import { passwordReset } from "./password-reset";
import { secondFactorChanged } from "./second-factor-changed";
import { userChanged } from "./user-changed";
import { userDeleted } from "./user-deleted";
import { userDisabled } from "./user-disabled";
import { userInvited } from "./user-invited";
import { userReactivated } from "./user-reactivated";
import { webhookPaused } from "./webhook-paused";

/** Every automatic mail, by its kind (the column `email_messages.kind`). */
export const emailCatalogue = {
  "account-requested": accountRequested,
  "account-request-for-operator": accountRequestForOperator,
  "account-approved": accountApproved,
  "account-activated": accountActivated,
  "account-refused": accountRefused,
  "account-known": accountKnown,
  "account-disabled": accountDisabled,
  "account-reactivated": accountReactivated,
  "account-deleted": accountDeleted,
  "user-invited": userInvited,
  "user-changed": userChanged,
  "user-disabled": userDisabled,
  "user-reactivated": userReactivated,
  "user-deleted": userDeleted,
  "password-reset": passwordReset,
  "api-requested": apiRequested,
  "api-approved": apiApproved,
  "api-refused": apiRefused,
  "api-new-place": apiNewPlace,
  "webhook-paused": webhookPaused,
  "new-sign-in": newSignIn,
  "second-factor-changed": secondFactorChanged,
  "card-sent": cardSent,
  "card-revoked": cardRevoked,
  "holder-request": holderRequest,
  "credits-received": creditsReceived,
  "credit-order-placed": creditOrderPlaced,
  "credit-order-answered": creditOrderAnswered,
  "credit-order-refused": creditOrderRefused,
  "credits-threshold": creditsThreshold,
  "ledger-differs": ledgerDiffers,
} as const;

export type EmailKind = keyof typeof emailCatalogue;
export type EmailData<Kind extends EmailKind> =
  (typeof emailCatalogue)[Kind] extends EmailTemplate<infer Data> ? Data : never;
