export { apiRequestsRouter } from "./api-requests.router";
export { apiSettingsRouter } from "./api-settings.router";
export { webApiEmails } from "./emails";
export { API_NEW_PLACE_JOB, apiNewPlaceJob, apiRequestedJob } from "./jobs/access-mails.job";
export { API_REQUESTED_JOB } from "./request-access";
