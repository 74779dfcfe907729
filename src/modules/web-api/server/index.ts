export { apiRequestsRouter } from "./api-requests.router";
export { apiSettingsRouter } from "./api-settings.router";
export { compatResponse } from "./compat/compat-handler";
export { API_IMPORT_JOB, apiImportJob } from "./compat/compat-imports";
export { landingOfUuid } from "./compat/compat-links";
export { webApiEmails } from "./emails";
export { API_NEW_PLACE_JOB, apiNewPlaceJob, apiRequestedJob } from "./jobs/access-mails.job";
export { API_REQUESTED_JOB } from "./request-access";
export { tokenResponse } from "./token-endpoint";
