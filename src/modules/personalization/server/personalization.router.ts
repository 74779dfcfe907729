import { rightProcedure, router } from "@/authz/server";
import { allFieldLabels } from "@/modules/accounts/server";
import { mailTextOf, removeLogoInput, saveAppearanceInput, saveFieldLabelsInput, saveMailTextInput } from "../contract";
import { appearance } from "./appearance.query";
import { listMailKinds, mailText } from "./mail-texts.query";
import { saveAppearance } from "./save-appearance";
import { saveFieldLabels } from "./save-field-labels";
import { resetMailText, saveMailText } from "./save-mail-text";
import { sendTestMail } from "./try-mail";

const view = rightProcedure("personalization.view");
const edit = rightProcedure("personalization.edit");

/** The Personalization Panel (R038–R050). */
export const personalizationRouter = router({
  appearance: view.query(({ ctx }) => ctx.read(appearance)),
  saveAppearance: edit
    .input(saveAppearanceInput)
    .mutation(({ ctx, input }) => ctx.write((work) => saveAppearance(work, input))),
  removeLogo: edit
    .input(removeLogoInput)
    .mutation(({ ctx, input }) => ctx.write((work) => saveAppearance(work, { [input.logo]: null }))),
  fieldLabels: view.query(({ ctx }) => ctx.read(allFieldLabels)),
  saveFieldLabels: edit
    .input(saveFieldLabelsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => saveFieldLabels(work, input))),
  mails: view.query(({ ctx }) => ctx.read(listMailKinds)),
  mail: view.input(mailTextOf).query(({ ctx, input }) => ctx.read((work) => mailText(work, input))),
  saveMail: edit.input(saveMailTextInput).mutation(({ ctx, input }) => ctx.write((work) => saveMailText(work, input))),
  resetMail: edit.input(mailTextOf).mutation(({ ctx, input }) => ctx.write((work) => resetMailText(work, input))),
  sendTestMail: edit
    .input(mailTextOf)
    .mutation(({ ctx, input }) => ctx.write((work) => sendTestMail(work, input, ctx.actor.email))),
});
