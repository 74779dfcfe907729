/* Binds the ports that modules declare to the modules that answer them. */
import { accountSites } from "@/modules/access/server";
import { accountActivated } from "@/modules/accounts/server";
import { landingBrand } from "@/modules/activation/server";
import {
  cardCreditsPort,
  cardLabelsPort,
  closeCardsPort,
  findCardsPort,
  postPendingFor,
} from "@/modules/credits/server";
import { cardLabels, checkCardCredits, findCards } from "@/modules/delivery/server";
import { mailBrandPort } from "@/modules/personalization/server";
import { configurationUse } from "@/modules/reader-configurations/server";
import { duplicateIdCounts, duplicateIdsOf } from "@/modules/sites/server";
import { listAccountSites } from "./account-sites";
import { closeCards } from "./close-cards";
import { countConfigurationUse } from "./configuration-use";
import { countDuplicateIds, listDuplicateIds } from "./duplicate-ids";
import { emailBrand } from "./email-brand";
import { landingBrandOf } from "./landing-brand";

accountActivated.bind(async (work, accountId) => {
  await postPendingFor(work, accountId);
});
accountSites.bind(listAccountSites);
cardCreditsPort.bind(checkCardCredits);
cardLabelsPort.bind(cardLabels);
closeCardsPort.bind(closeCards);
findCardsPort.bind(findCards);
mailBrandPort.bind(emailBrand);
duplicateIdCounts.bind(countDuplicateIds);
duplicateIdsOf.bind(listDuplicateIds);
configurationUse.bind(countConfigurationUse);
landingBrand.bind(landingBrandOf);
