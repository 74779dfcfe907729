import { Children, Fragment, isValidElement, type ReactNode } from "react";
import { CardPicture, CodeBox, Facts, Quote } from "./boxes";
import { Buttons } from "./button";
import { PlainAddress } from "./text";

/** Marks a part of a template that the account's own words don't replace. */
export function Essential({ children }: { children: ReactNode }) {
  return children;
}

const ESSENTIAL: unknown[] = [Buttons, CodeBox, PlainAddress, CardPicture, Facts, Quote, Essential];

/** The parts of a template's body, in order, fragments opened. */
export function partsOf(body: ReactNode): ReactNode[] {
  return Children.toArray(body).flatMap((part) =>
    isValidElement<{ children?: ReactNode }>(part) && part.type === Fragment ? partsOf(part.props.children) : [part],
  );
}

export function isEssential(part: ReactNode): boolean {
  return isValidElement(part) && ESSENTIAL.includes(part.type);
}

/** Whether a mail has a link that its reader must get. */
export function hasButton(body: ReactNode): boolean {
  return partsOf(body).some((part) => isValidElement(part) && part.type === Buttons);
}

/** What of a template's body stays when an account writes its own words: the picture of a card first, then the rest. */
export function Essentials({ body }: { body: ReactNode }) {
  return partsOf(body).filter(isEssential);
}
