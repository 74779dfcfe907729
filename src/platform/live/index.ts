export { awaitTopics, concerns, startRelay, stopRelay, subscribe } from "./relay";
