export { addCard } from "./add-card";
export { cardsAskingAttention } from "./attention.query";
export { cardBulks, cardBulksRouter, exportLeftCards } from "./card-bulks.router";
export { cardsRouter } from "./cards.router";
export { editCard } from "./edit-card";
export { exportCards, reportCards } from "./export-cards";
export { cardImport } from "./import/card-import";
export { cardImportsRouter } from "./import/card-imports.router";
export { cardTemplate, exportRefusedCards, uploadCards } from "./import/import-files";
