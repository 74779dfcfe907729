export type { BalanceDto, GivenCreditsDto, StatementRowDto, TransferRowDto } from "./contract";
export { giveCreditsInput } from "./contract";
export { MAX_AMOUNT } from "./domain/entry";
export { costOf, type PricedKind, type Prices } from "./domain/prices";
export { crossesDown, isReached } from "./domain/threshold";
export { ORDER_FILE_BYTES } from "./orders-contract";
