import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { AppError } from "@/shared/kernel/app-error";
import { PASSWORD_MIN } from "../contract";

let estimator: Promise<ZxcvbnFactory> | undefined;

/** The dictionaries are 2 MB: read when the first password is set. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/**
 * Refuses passwords that are short, common, or made of what anybody knows of the person (fewer than a million guesses).
 *
 * @param about address, names, company.
 * @throws AppError BAD_INPUT with the field `password`.
 */
export async function checkNewPassword(password: string, about: (string | null)[]): Promise<void> {
  const refuse = (code: string) => new AppError("BAD_INPUT", "shared.badInput", { fields: { password: code } });
  if (password.length < PASSWORD_MIN) throw refuse("access.passwordShort");
  estimator ??= load();
  const known = about.flatMap((text) => (text ? [text, ...text.split(/[^\p{L}\p{N}]+/u)] : []));
  if ((await estimator).check(password.slice(0, 100), known).score < 2) throw refuse("access.passwordCommon");
}
