export { concerns, startRelay, stopRelay, subscribe } from "./relay";
