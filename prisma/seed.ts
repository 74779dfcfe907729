import { config } from "@/platform/config";
import { inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { DEMO_PASSWORD, makeDemo, OPERATOR_EMAIL } from "./demo";
import { makeFirstSupport } from "./first-support";

export type SignIn = { role: string; email: string; password: string };

const SIGN_INS: SignIn[] = [
  { role: "Operator", email: OPERATOR_EMAIL, password: DEMO_PASSWORD },
  { role: "Reseller", email: "reseller@example.com", password: DEMO_PASSWORD },
  { role: "End customer", email: "customer@example.com", password: DEMO_PASSWORD },
  { role: "Customer's site user", email: "london@example.com", password: DEMO_PASSWORD },
];

/** The words of the demo's operator: those of the manual (decisions, section 1; R313), with addresses that reach nobody. */
export const DEMO_WORDS = {
  productName: "Mobile ID Portal",
  operatorName: "STid",
  cardProduct: "STid Mobile ID",
  plusProduct: "STid Mobile ID+",
  settingsApp: "STid Settings",
  encoder: "SECard",
  configurationName: "Blue Mobile ID Configuration",
  contactEmail: "info@stid.example.com",
  website: "https://www.stid-security.example.com",
  copyright: "STid 2019, Tous Droits Réservés",
  offices: [
    { name: "Headquarters / EMEA", address: "13850 Gréasque, France", phone: "+33 (0)4 42 12 60 60" },
    { name: "PARIS-IDF Office", address: "92290 Châtenay-Malabry, France", phone: "+33 (0)1 43 50 11 43" },
    { name: "STid UK Ltd. LONDON", address: "Hayes UB11 1FW, UK", phone: "+44 (0) 192 621 7884" },
    { name: "STid UK Ltd.", address: "Gallows Hill, Warwick CV34 6UW, UK", phone: "+44 (0) 192 621 7884" },
    { name: "NORTH AMERICA Office", address: "New York, NY 10005, USA", phone: "+1 310 803 2114" },
    { name: "LATINO AMERICA Office", address: "Cuauhtémoc 06600 CDMX, México", phone: "+521 (55) 5256 4706" },
    { name: "AUSTRALIA / APAC Office", address: "Ultimo, Sydney NSW 2007, Australia", phone: "+61 (0)2 9274 8853" },
  ],
  appLinks: {
    ios: "https://apps.example.com/mobile-id",
    android: "https://play.example.com/mobile-id",
    deepLink: "mobileid://activate/{token}",
    settingsIos: "https://apps.example.com/settings",
    settingsAndroid: "https://play.example.com/settings",
    settingsDeepLink: "mobileidsettings://activate/{token}",
  },
};

/**
 * The operator's account at the first start and, in demo mode, the demo's data; nothing where they exist.
 *
 * @returns who may sign in, in demo mode.
 */
export async function prepareData(): Promise<SignIn[]> {
  await inTransaction({ scope: systemScope, performer: systemPerformer, timeout: 60_000 }, async (work) => {
    if (await work.tx.account.findFirst({ where: { type: "OPERATOR" } })) return;
    const operatorId = await makeOperator(work);
    await makeFirstSupport(work, DEMO_WORDS.encoder);
    if (config().demo) await makeDemo(work, operatorId);
  });
  return config().demo ? SIGN_INS : [];
}

async function makeOperator({ tx, now }: Work): Promise<string> {
  const id = newId();
  await tx.account.create({
    data: {
      id,
      type: "OPERATOR",
      status: "ACTIVATED",
      email: OPERATOR_EMAIL,
      companyName: DEMO_WORDS.operatorName,
      firstName: "Olivia",
      lastName: "PETIT",
      createdAt: now,
      activatedAt: now,
      settings: { create: DEMO_WORDS },
    },
  });
  return id;
}
