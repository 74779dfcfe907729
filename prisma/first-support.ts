import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";

/*
 * What the Support page holds at the first start, for the operator to keep, change or delete: questions with answers, a tutorial and
 * the releases of the manual (R311, R312). `{encoder}` is filled in once, with the operator's word.
 */

type Words = { title: string; body: string };
type Item = {
  kind: "FAQ" | "TUTORIAL" | "RELEASE";
  en: Words;
  fr: Words;
  version?: string;
  releasedOn?: string;
};

const faq = (en: [string, string], fr: [string, string]): Item => ({
  kind: "FAQ",
  en: { title: en[0], body: en[1] },
  fr: { title: fr[0], body: fr[1] },
});

const ITEMS: Item[] = [
  faq(
    [
      "A person did not receive the card’s e-mail. What now?",
      "Look at the card’s timeline: it shows whether the mail server accepted the message. Ask the person to look in the spam folder, then select the card and choose Send again. The new link replaces the old one, and no further credit is used.",
    ],
    [
      "Une personne n’a pas reçu l’e-mail de sa carte. Que faire ?",
      "La chronologie de la carte indique si le serveur de messagerie a accepté le message. Demandez à la personne de regarder dans ses courriers indésirables, puis sélectionnez la carte et choisissez Envoyer à nouveau. Le nouveau lien remplace l’ancien, sans autre crédit.",
    ],
  ),
  faq(
    [
      "Somebody has a new phone.",
      "If the old phone still works, choose Replace phone: the card moves without a new charge. If it is lost, revoke the card, then move it to another phone.",
    ],
    [
      "Quelqu’un a changé de téléphone.",
      "Si l’ancien téléphone fonctionne encore, choisissez Remplacer le téléphone : la carte change d’appareil sans nouveau débit. S’il est perdu, révoquez la carte, puis déplacez-la vers un autre téléphone.",
    ],
  ),
  faq(
    [
      "Why does a card stay in Pending Revoke?",
      "The phone has not been online with the app since. The credit comes back when the phone confirms that the card is gone; the person must not delete the app before. Until then the card stops working by itself at the date that its details show.",
    ],
    [
      "Pourquoi une carte reste-t-elle en révocation en attente ?",
      "Le téléphone ne s’est pas connecté depuis avec l’application. Le crédit revient quand le téléphone confirme que la carte a disparu ; l’application ne doit pas être supprimée avant. D’ici là, la carte s’arrête d’elle-même à la date indiquée dans ses détails.",
    ],
  ),
  faq(
    [
      "What is the difference between Revoke and Delete?",
      "Revoke takes the card off the phone and gives the credits back. Delete of an activated card loses its credits: revoke it first.",
    ],
    [
      "Quelle différence entre révoquer et supprimer ?",
      "Révoquer retire la carte du téléphone et rend les crédits. Supprimer une carte activée perd ses crédits : révoquez-la d’abord.",
    ],
  ),
  faq(
    [
      "Why can I send less than the figure in the menu says?",
      "The figure is the balance. Cards that were sent but not activated yet hold their credits: what is left is shown as available when you point at the figure.",
    ],
    [
      "Pourquoi puis-je envoyer moins que le chiffre du menu ?",
      "Ce chiffre est le solde. Les cartes envoyées mais pas encore activées retiennent leurs crédits : le reste disponible s’affiche quand vous pointez le chiffre.",
    ],
  ),
  faq(
    [
      "Where does a PSE file come from?",
      "Reader configurations are made with {encoder}; its user manual says how. Here they are imported and assigned, never changed.",
    ],
    [
      "D’où vient un fichier PSE ?",
      "Les configurations lecteurs se font avec {encoder} ; son manuel explique comment. Ici elles sont importées et attribuées, jamais modifiées.",
    ],
  ),
  faq(
    [
      "May I change a person’s e-mail address?",
      "As long as the card has the status Created. Afterwards add a new card: a card belongs to the address that it was sent to.",
    ],
    [
      "Puis-je changer l’adresse e-mail d’une personne ?",
      "Tant que la carte a le statut Créée. Ensuite, ajoutez une nouvelle carte : une carte appartient à l’adresse à laquelle elle a été envoyée.",
    ],
  ),
  faq(
    [
      "May two people have the same private ID?",
      "Not in the same configuration, unless the site allows it under Private ID settings.",
    ],
    [
      "Deux personnes peuvent-elles avoir le même ID privé ?",
      "Pas dans la même configuration, sauf si le site l’autorise dans les Paramètres des ID privés.",
    ],
  ),
  {
    kind: "TUTORIAL",
    en: {
      title: "From an empty account to the first card",
      body: "1. Create a customer site.\n2. Import the PSE file that was made with {encoder}. Cards of the second kind need none.\n3. Add a card: for whom, which configuration, which private ID.\n4. Send it. The holder opens the link on the phone, and the card is there.\n\nEach step with pictures: the user guide, opened with the question mark in the menu.",
    },
    fr: {
      title: "D’un compte vide à la première carte",
      body: "1. Créez un site client.\n2. Importez le fichier PSE créé avec {encoder}. Les cartes du second type n’en ont pas besoin.\n3. Ajoutez une carte : pour qui, quelle configuration, quel ID privé.\n4. Envoyez-la. Le porteur ouvre le lien sur son téléphone, et la carte y est.\n\nChaque étape en images : le guide d’utilisation, ouvert par le point d’interrogation du menu.",
    },
  },
  {
    kind: "RELEASE",
    version: "1.1",
    releasedOn: "2019-06-10",
    en: { title: "Personalization panel added.", body: "" },
    fr: { title: "Ajout du panneau de personnalisation.", body: "" },
  },
  {
    kind: "RELEASE",
    version: "1.0",
    releasedOn: "2018-07-11",
    en: { title: "First release.", body: "" },
    fr: { title: "Première version.", body: "" },
  },
];

/** Puts the first contents on the Support page of an empty platform. */
export async function makeFirstSupport({ tx, now }: Work, encoder: string): Promise<void> {
  const filled = ({ title, body }: Words) => ({
    title: title.replaceAll("{encoder}", encoder),
    body: body.replaceAll("{encoder}", encoder),
  });
  await tx.supportItem.createMany({
    data: ITEMS.map(({ kind, en, fr, version, releasedOn }, position) => ({
      id: newId(),
      kind,
      position,
      texts: { en: filled(en), fr: filled(fr) },
      version,
      releasedOn: releasedOn ? new Date(`${releasedOn}T00:00:00Z`) : null,
      updatedAt: now,
    })),
  });
}
